package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark in this process, for all tests: two cores, no page, nothing kept. */
final class Spark {
    static final int CORES = 2;
    static final String[] COUNTRIES = {"US", "DE", "JP"};

    private Spark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[" + CORES + "]")
                .appName("convert")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", CORES)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }

    /** Visitors with an id and a country. */
    static Dataset<Row> visitors(long count) {
        var country = functions.element_at(
                functions.array(lit(COUNTRIES[0]), lit(COUNTRIES[1]), lit(COUNTRIES[2])),
                col("id").mod(COUNTRIES.length).plus(1).cast("int"));
        return session()
                .range(0, count, 1, CORES * 2)
                .select(concat(lit("visitor-"), col("id")).as("visitor_id"), country.as("country"));
    }

    static String visitorId(long number) {
        return "visitor-" + number;
    }

    static String country(long number) {
        return COUNTRIES[(int) (number % COUNTRIES.length)];
    }
}

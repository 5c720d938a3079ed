package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import com.convert.sdk.batch.Assigner;
import java.util.ArrayList;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All visitors decided on Spark, and counted there. */
final class SparkTally {
    static final VisitorColumns VISITOR = VisitorColumns.id("visitor_id").attributes("country");

    private SparkTally() {}

    static Tally of(Assigner assigner, long visitors) {
        var columns = new ArrayList<Column>();
        columns.add(count(lit(1)));
        for (var experience = 0; experience < Project.EXPERIENCES; experience++) {
            for (var variation = 0; variation < Project.plan(experience).length; variation++) {
                columns.add(count_if(col(Project.key(experience)).equalTo(Project.variation(variation)))
                        .as(Tally.name(experience, variation)));
            }
        }
        var row = decided(assigner, visitors)
                .agg(hash(), columns.toArray(Column[]::new))
                .first();
        var counts = new TreeMap<String, Long>();
        for (var i = 2; i < row.size(); i++) {
            counts.put(row.schema().fieldNames()[i], row.getLong(i));
        }
        return new Tally(row.getLong(1), row.getLong(0), counts);
    }

    static Dataset<Row> decided(Assigner assigner, long visitors) {
        return Assignments.add(Spark.visitors(visitors), assigner, VISITOR);
    }

    /** Of the visitor and all its columns. */
    static Column hash() {
        var columns = new ArrayList<Column>();
        columns.add(col("visitor_id"));
        for (var experience = 0; experience < Project.EXPERIENCES; experience++) {
            columns.add(coalesce(col(Project.key(experience)), lit(Tally.NONE)));
        }
        return bit_xor(xxhash64(columns.toArray(Column[]::new)));
    }
}

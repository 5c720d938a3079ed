package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import com.convert.sdk.batch.Assigner;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How many visitors a second and core: by the assigner alone, on Spark, and on Spark with a function that takes and
 * gives the same and decides nothing. Each is measured three times in turn, and the fastest counts. Seconds are those that
 * a core spent on this process, by whatever thread.
 */
final class Rates {
    private static final int ROUNDS = 3;
    private static final Column ATTRIBUTES = SparkTally.VISITOR.attributes();
    private static final Column NO_LOCATION = lit(null);

    private final Assigner assigner;
    private final long visitors;
    private final String one = Project.key(1);

    Rates(Assigner assigner, long visitors) {
        this.assigner = assigner;
        this.visitors = visitors;
    }

    String table() {
        var names = new String[] {"the assigner alone", "on Spark", "on Spark, deciding nothing"};
        var twenty = fastest(this::alone, this::onSpark, this::nothingOnSpark);
        var single = fastest(this::oneAlone, this::oneOnSpark, this::nothingForOneOnSpark);
        var table = new StringBuilder("""
                | visitors a second and core | 20 experiences | decisions | 1 experience |
                | --- | ---: | ---: | ---: |
                """);
        for (var i = 0; i < names.length; i++) {
            table.append("| %s | %,d | %,d | %,d |%n"
                    .formatted(names[i], twenty[i], twenty[i] * Project.EXPERIENCES, single[i]));
        }
        return table.toString();
    }

    /** Visitors a second and core; each work gives how many nanoseconds a core spent. */
    private long[] fastest(LongSupplier... works) {
        var best = new long[works.length];
        for (var round = 0; round < ROUNDS; round++) {
            for (var i = 0; i < works.length; i++) {
                var nanos = works[i].getAsLong();
                best[i] = Math.max(best[i], visitors * 1_000_000_000L / nanos);
            }
        }
        return best;
    }

    private long alone() {
        var start = coreNanos();
        var found = 0L;
        for (long number = 0; number < visitors; number++) {
            found += assigner.variations(Spark.visitorId(number), Map.of("country", Spark.country(number)))
                    .size();
        }
        return took(start, found);
    }

    private long oneAlone() {
        var start = coreNanos();
        var found = 0L;
        for (long number = 0; number < visitors; number++) {
            var served = assigner.variation(one, Spark.visitorId(number), Map.of("country", Spark.country(number)));
            found += served == null ? 0 : 1;
        }
        return took(start, found);
    }

    private static long took(long start, long found) {
        var nanos = coreNanos() - start;
        // So that nothing is left out for want of use.
        if (found == 0) {
            throw new AssertionError("nobody got anything");
        }
        return nanos;
    }

    private long onSpark() {
        return allCores(() -> SparkTally.decided(assigner, visitors).agg(SparkTally.hash()));
    }

    private long nothingOnSpark() {
        var struct = new StructType();
        for (var key : assigner.getExperienceKeys()) {
            struct = struct.add(key, DataTypes.StringType);
        }
        var size = Project.EXPERIENCES;
        UDF3<Object, Object, Object, Row> nothing = (visitorId, attributes, location) -> {
            var names = new Object[size];
            Arrays.fill(names, "v0");
            return RowFactory.create(names);
        };
        var decided = udf(nothing, struct).asNondeterministic().apply(col("visitor_id"), ATTRIBUTES, NO_LOCATION);
        return allCores(() -> Spark.visitors(visitors)
                .withColumn("decided", decided)
                .select("visitor_id", "decided.*")
                .agg(SparkTally.hash()));
    }

    private long oneOnSpark() {
        var decided = Assignments.variation(assigner).apply(lit(one), col("visitor_id"), ATTRIBUTES, NO_LOCATION);
        return oneOnSpark(decided);
    }

    private long nothingForOneOnSpark() {
        UDF3<Object, Object, Object, String> nothing = (visitorId, attributes, location) -> "v0";
        return oneOnSpark(udf(nothing, DataTypes.StringType).apply(col("visitor_id"), ATTRIBUTES, NO_LOCATION));
    }

    private long oneOnSpark(Column decided) {
        return allCores(() -> Spark.visitors(visitors)
                .select(col("visitor_id"), decided.as("variation"))
                .agg(bit_xor(xxhash64(col("visitor_id"), col("variation")))));
    }

    private static long allCores(Supplier<Dataset<Row>> query) {
        var start = coreNanos();
        query.get().first();
        return coreNanos() - start;
    }

    /** What this process has had of the cores, so that others on the machine do not count. */
    private static long coreNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}

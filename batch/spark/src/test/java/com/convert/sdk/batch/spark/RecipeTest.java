package com.convert.sdk.batch.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.batch.Assigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows, as it stands there. */
class RecipeTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("the recipe gives a column for each experience, and a function for SQL")
    void recipeRuns() throws IOException {
        var file = Files.writeString(folder.resolve("project.json"), Project.json());
        var visitors = Spark.visitors(100)
                .withColumn("plan", functions.lit("gold"))
                .withColumn("path", functions.lit("/cart"));
        var spark = Spark.session();
        // docs: spark
        var assigner = new Assigner(Files.readString(file), "production");
        Dataset<Row> assigned = Assignments.add(
                visitors,
                assigner,
                VisitorColumns.id("visitor_id").attributes("country", "plan").location("path"));

        spark.udf().register("convert_variation", Assignments.variation(assigner));
        visitors.createOrReplaceTempView("visitors");
        Dataset<Row> counted = spark.sql("""
            SELECT convert_variation('experience-1', visitor_id, struct(country, plan), NULL) AS variation, count(*)
            FROM visitors GROUP BY variation""");
        // end
        assertEquals(100, assigned.count());
        assertTrue(counted.collectAsList().stream()
                .allMatch(row -> row.getString(0).startsWith("v")));
    }
}

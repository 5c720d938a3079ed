package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.batch.Assigner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    private static final VisitorColumns VISITOR =
            VisitorColumns.id("visitor_id").attributes("country");

    private final Assigner assigner = new Assigner(Project.json());

    @Test
    @DisplayName("a column for each experience holds what the assigner says")
    void columnsHoldTheAssignersAnswers() {
        for (var row : Assignments.add(Spark.visitors(300), assigner, VISITOR).collectAsList()) {
            for (var key : assigner.getExperienceKeys()) {
                assertEquals(expected(key, row), row.getAs(key), key);
            }
        }
    }

    @Test
    @DisplayName("the columns that were there stay, and each experience comes after them")
    void columnsStay() {
        var columns = Arrays.asList(
                Assignments.add(Spark.visitors(1), assigner, VISITOR).columns());
        assertEquals(List.of("visitor_id", "country"), columns.subList(0, 2));
        assertEquals(assigner.getExperienceKeys(), columns.subList(2, columns.size()));
    }

    @Test
    @DisplayName("in SQL, a function decides one experience by struct or by map")
    void sqlFunctionDecides() {
        Spark.session().udf().register("convert_variation", Assignments.variation(assigner));
        Spark.visitors(300).createOrReplaceTempView("visitors");
        var rows = Spark.session().sql("""
                SELECT visitor_id, country,
                  convert_variation('experience-3', visitor_id, named_struct('country', country), NULL) AS by_struct,
                  convert_variation('experience-3', visitor_id, map('country', country), NULL) AS by_map
                FROM visitors""").collectAsList();
        for (var row : rows) {
            assertEquals(expected("experience-3", row), row.getAs("by_struct"));
            assertEquals(expected("experience-3", row), row.getAs("by_map"));
        }
        assertTrue(rows.stream().anyMatch(row -> row.getAs("by_struct") != null));
    }

    @Test
    @DisplayName("a row without a visitor id has no variation, and fails nothing")
    void rowWithoutVisitorHasNone() {
        var schema = new StructType().add("visitor_id", DataTypes.StringType).add("country", DataTypes.StringType);
        var rows = List.of(RowFactory.create(null, "US"), RowFactory.create("", "US"), RowFactory.create("ann", null));
        var decided = Assignments.add(Spark.session().createDataFrame(rows, schema), assigner, VISITOR)
                .collectAsList();
        assertNull(decided.get(0).getAs("experience-0"));
        assertNull(decided.get(1).getAs("experience-0"));
        assertEquals(expected("experience-0", decided.get(2)), decided.get(2).getAs("experience-0"));
        assertNull(decided.get(2).getAs("experience-3"));
    }

    @Test
    @DisplayName("location rules see the location, numbers stay numbers, and a variation without a key gives its id")
    void locationIsSeen() {
        var visitors = Spark.visitors(6)
                .withColumn("items", col("country").equalTo("JP").cast("int").multiply(12));
        var cart = new Assigner(Project.withLocation());
        for (var row :
                Assignments.add(visitors, cart, VISITOR.location("items")).collectAsList()) {
            assertEquals("JP".equals(row.getAs("country")) ? "9999" : null, row.getAs("cart"));
        }
        for (var row : Assignments.add(visitors, cart, VISITOR).collectAsList()) {
            assertNull(row.getAs("cart"));
        }
    }

    @Test
    @DisplayName("attributes that are neither struct nor map are refused")
    void otherAttributesAreRefused() {
        var columns = VisitorColumns.id("visitor_id").attributes(lit("US"));
        var failure = assertThrows(
                SparkException.class,
                () -> Assignments.add(Spark.visitors(1), assigner, columns).collectAsList());
        assertTrue(failure.getCause().getMessage().contains("struct or a map"), failure.getCause()::getMessage);
    }

    @Test
    @DisplayName("an experience that does not exist fails the query and is named")
    void unknownExperienceFailsTheQuery() {
        var variation = Assignments.variation(assigner)
                .apply(lit("experience-20"), col("visitor_id"), map(lit("country"), col("country")), lit(null));
        var failure = assertThrows(
                SparkException.class, () -> Spark.visitors(1).select(variation).collectAsList());
        assertTrue(failure.getCause().getMessage().contains("'experience-20'"), failure.getCause()::getMessage);
    }

    @Test
    @DisplayName("a column that is named like an experience is refused")
    void clashIsRefused() {
        var visitors = Spark.visitors(1).withColumnRenamed("country", "Experience-7");
        var failure = assertThrows(
                IllegalArgumentException.class,
                () -> Assignments.add(visitors, assigner, VisitorColumns.id("visitor_id")));
        assertEquals("the column 'Experience-7' is named like an experience", failure.getMessage());
    }

    @Test
    @DisplayName("each visitor is decided once, whatever is selected and filtered")
    void eachVisitorIsDecidedOnce() {
        var query = Assignments.add(Spark.visitors(1), assigner, VISITOR)
                .filter(col("experience-1").isNotNull())
                .select("experience-1", "experience-2", "experience-4");
        var plan = query.queryExecution().optimizedPlan().toString();
        assertEquals(2, plan.split("convert_variations\\(", -1).length, plan);
    }

    private String expected(String key, Row row) {
        String country = row.getAs("country");
        var attributes = country == null ? Map.<String, Object>of() : Map.<String, Object>of("country", country);
        var served = assigner.variation(key, row.getAs("visitor_id"), attributes);
        return served == null ? null : served.getVariationKey();
    }
}

package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import com.convert.sdk.batch.Assigner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Which variations visitors get, for DataFrames and SQL. A variation is given by its key, or by its id when its
 * configuration has no key; {@code null} says that the visitor gets none, or that the row has no visitor id (a
 * {@code null} or an empty text).
 *
 * <p>Attributes and a visitor's location are structs, whose fields are named like the attributes, or maps. Texts,
 * numbers, booleans, arrays, maps and structs keep their kind; of anything else, such as a time, rules see its text. A
 * {@code null} is an attribute that was not given.
 *
 * <p>The answers are those of {@link Assigner}: of a visitor who comes for the first time, and without a trace.
 */
public final class Assignments {
    private static final String DECIDED = "convert$variations";

    private Assignments() {}

    /**
     * A function of an experience's key, a visitor's id, attributes and location, which gives the variation. In SQL,
     * {@code NULL} stands for no attributes or no location. Fails the query when no experience has the key.
     *
     * <pre>{@code spark.udf().register("convert_variation", Assignments.variation(assigner));}</pre>
     *
     * @param assigner decides
     * @return the function
     */
    public static UserDefinedFunction variation(Assigner assigner) {
        UDF4<String, Object, Object, Object, String> decide = (experienceKey, visitorId, attributes, location) ->
                Decisions.one(assigner, experienceKey, visitorId, attributes, location);
        return udf(decide, DataTypes.StringType).withName("convert_variation");
    }

    /**
     * A function of a visitor's id, attributes and location, which gives a struct of all experiences: each field is
     * named by an experience's key and holds the variation.
     *
     * @param assigner decides
     * @return the function
     */
    public static UserDefinedFunction variations(Assigner assigner) {
        var keys = assigner.getExperienceKeys();
        var places = new HashMap<String, Integer>(keys.size() * 2);
        keys.forEach(key -> places.put(key, places.size()));
        UDF3<Object, Object, Object, Row> decide =
                (visitorId, attributes, location) -> Decisions.all(assigner, places, visitorId, attributes, location);
        return udf(decide, structOf(keys)).withName("convert_variations");
    }

    /**
     * Adds a column for each experience, named by its key. Each visitor is decided once, whatever is selected of it.
     *
     * @param visitors a row for each visitor
     * @param assigner decides
     * @param columns where a row has its visitor's id, attributes and location
     * @return the rows with all their columns, and one more for each experience
     * @throws IllegalArgumentException when a column is named like an experience, in whatever case
     */
    public static Dataset<Row> add(Dataset<?> visitors, Assigner assigner, VisitorColumns columns) {
        var keys = assigner.getExperienceKeys();
        var present = visitors.columns();
        for (var name : present) {
            if (keys.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new IllegalArgumentException("the column '" + name + "' is named like an experience");
            }
        }
        // One that counts as deterministic may be asked anew for each field, and once more by a filter.
        var decided = variations(assigner)
                .asNondeterministic()
                .apply(columns.visitorId(), columns.attributes(), columns.location());
        var before = Arrays.stream(present).map(name -> col(quoted(name)));
        var after = keys.stream().map(key -> col(quoted(DECIDED)).getField(key).as(key));
        return visitors.withColumn(DECIDED, decided)
                .select(Stream.concat(before, after).toArray(Column[]::new));
    }

    private static StructType structOf(List<String> keys) {
        var struct = new StructType();
        for (var key : keys) {
            struct = struct.add(key, DataTypes.StringType);
        }
        return struct;
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}

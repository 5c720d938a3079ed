package com.convert.sdk.batch.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Where a row has its visitor's id, attributes and location. Immutable.
 *
 * <pre>{@code VisitorColumns.id("visitor_id").attributes("country", "plan")}</pre>
 */
public final class VisitorColumns {
    private static final Column NONE = lit(null);

    private final Column visitorId;
    private final Column attributes;
    private final Column location;

    private VisitorColumns(Column visitorId, Column attributes, Column location) {
        this.visitorId = visitorId;
        this.attributes = attributes;
        this.location = location;
    }

    /**
     * A visitor without attributes.
     *
     * @param visitorId name of the column with the id; of a number, the id is its text
     * @return the columns
     */
    public static VisitorColumns id(String visitorId) {
        return id(functions.col(visitorId));
    }

    /**
     * A visitor without attributes.
     *
     * @param visitorId the id
     * @return the columns
     */
    public static VisitorColumns id(Column visitorId) {
        return new VisitorColumns(visitorId, NONE, NONE);
    }

    /**
     * Audience rules see these columns, each by its name.
     *
     * @param names names of columns
     * @return the same visitor with these attributes
     */
    public VisitorColumns attributes(String... names) {
        return attributes(structOf(names));
    }

    /**
     * Audience rules see what is in this column.
     *
     * @param attributes a struct or a map
     * @return the same visitor with these attributes
     */
    public VisitorColumns attributes(Column attributes) {
        return new VisitorColumns(visitorId, attributes, location);
    }

    /**
     * Location rules see these columns, each by its name.
     *
     * @param names names of columns
     * @return the same visitor at this location
     */
    public VisitorColumns location(String... names) {
        return location(structOf(names));
    }

    /**
     * Location rules see what is in this column.
     *
     * @param location a struct or a map
     * @return the same visitor at this location
     */
    public VisitorColumns location(Column location) {
        return new VisitorColumns(visitorId, attributes, location);
    }

    Column visitorId() {
        return visitorId;
    }

    Column attributes() {
        return attributes;
    }

    Column location() {
        return location;
    }

    private static Column structOf(String... names) {
        var columns = new Column[names.length];
        for (var i = 0; i < names.length; i++) {
            columns[i] = functions.col(names[i]);
        }
        return columns.length == 0 ? NONE : struct(columns);
    }
}

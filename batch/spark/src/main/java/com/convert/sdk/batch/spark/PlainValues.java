package com.convert.sdk.batch.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Values of Spark's rows as the SDK takes them. */
final class PlainValues {
    private PlainValues() {}

    static Map<String, Object> map(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Row row) {
            return fields(row);
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            return entries(map);
        }
        throw new IllegalArgumentException(
                "attributes are a struct or a map, not a " + value.getClass().getSimpleName());
    }

    private static Map<String, Object> fields(Row row) {
        var fields = row.schema().fields();
        var plain = new HashMap<String, Object>(fields.length * 2);
        for (var i = 0; i < fields.length; i++) {
            put(plain, fields[i].name(), row.get(i));
        }
        return plain;
    }

    private static Map<String, Object> entries(scala.collection.Map<?, ?> map) {
        var plain = new HashMap<String, Object>(map.size() * 2);
        CollectionConverters.asJava(map).forEach((name, value) -> put(plain, String.valueOf(name), value));
        return plain;
    }

    private static void put(Map<String, Object> plain, String name, @Nullable Object value) {
        if (value != null) {
            plain.put(name, plain(value));
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Row || value instanceof scala.collection.Map) {
            return map(value);
        }
        if (value instanceof scala.collection.Seq<?> list) {
            return list(list);
        }
        return value;
    }

    private static List<Object> list(scala.collection.Seq<?> list) {
        return CollectionConverters.asJava(list).stream()
                .<Object>map(item -> item == null ? null : plain(item))
                .toList();
    }
}

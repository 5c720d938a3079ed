package com.convert.sdk.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One decision's time as bars on a logarithmic scale, the shortest first. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int ROW = 28;
    private static final int LEFT = 150;
    private static final int TOP = 44;
    private static final int LABEL = 90;

    private record Bar(String subject, double nanos) {}

    private final List<Bar> bars = new ArrayList<>();

    Chart(Measurements measured, List<String> others) {
        var subjects = new ArrayList<>(others);
        subjects.addAll(List.of("floor-map", "convert"));
        for (var subject : subjects) {
            bars.add(new Bar(subject, measured.score(Marks.decision(subject, "1"))));
        }
        bars.sort(Comparator.comparingDouble(Bar::nanos));
    }

    String draw() {
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13">
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            <text x="12" y="24" font-weight="bold">One decision for a fresh visitor, nanoseconds (logarithmic)</text>
            """.formatted(WIDTH, TOP + bars.size() * ROW + 12));
        for (var i = 0; i < bars.size(); i++) {
            svg.append(bar(bars.get(i), TOP + i * ROW));
        }
        return svg.append("</svg>\n").toString();
    }

    private String bar(Bar bar, int y) {
        var first = Math.log(bars.get(0).nanos / 2);
        var last = Math.log(bars.get(bars.size() - 1).nanos);
        var length = (int) ((Math.log(bar.nanos) - first) / (last - first) * (WIDTH - LEFT - LABEL));
        return """
            <text x="12" y="%d">%s</text>
            <rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>
            <text x="%d" y="%d">%.0f</text>
            """.formatted(
                        y + 16,
                        label(bar.subject),
                        LEFT,
                        y,
                        length,
                        ROW - 8,
                        colour(bar.subject),
                        LEFT + length + 8,
                        y + 16,
                        bar.nanos);
    }

    private static String label(String subject) {
        return switch (subject) {
            case "floor-map" -> "written by hand";
            case "convert" -> "Convert, this SDK";
            default -> subject;
        };
    }

    private static String colour(String subject) {
        return switch (subject) {
            case "floor-map" -> "#b0b0b0";
            case "convert" -> "#2e7d32";
            default -> "#5c7fa8";
        };
    }
}

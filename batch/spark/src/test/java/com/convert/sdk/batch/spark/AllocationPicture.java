package com.convert.sdk.batch.spark;

/** For each experience, two stacked bars: the plan, and below it how visitors fell. */
final class AllocationPicture {
    private static final int WIDTH = 720;
    private static final int LEFT = 130;
    private static final int RIGHT = 110;
    private static final int TOP = 64;
    private static final int ROW = 30;
    private static final int BAR = 10;
    private static final String[] COLOURS = {"#2e7d32", "#5c7fa8", "#c77f2a", "#8a5a9e"};

    private final Tally tally;

    AllocationPicture(Tally tally) {
        this.tally = tally;
    }

    String draw() {
        var svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
            <rect width="%1$d" height="%2$d" fill="#ffffff"/>
            <text x="12" y="22" font-weight="bold" font-size="14">%3$,d visitors in 20 experiences</text>
            <text x="12" y="42">Upper bar, pale: the plan. Lower bar: how visitors fell. Right: the largest difference.</text>
            """.formatted(WIDTH, TOP + Project.EXPERIENCES * ROW + 12, tally.visitors()));
        for (var experience = 0; experience < Project.EXPERIENCES; experience++) {
            svg.append(experience(experience, TOP + experience * ROW));
        }
        return svg.append("</svg>\n").toString();
    }

    private String experience(int experience, int y) {
        var plan = Project.plan(experience);
        var bars = new StringBuilder();
        var planned = 0.0;
        var found = 0.0;
        var worst = 0.0;
        for (var i = 0; i < plan.length; i++) {
            var share = 100.0 * tally.count(experience, i) / tally.asked(experience);
            bars.append(bar(planned, plan[i], y, COLOURS[i], 0.45));
            bars.append(bar(found, share, y + BAR + 1, COLOURS[i], 1));
            planned += plan[i];
            found += share;
            worst = Math.max(worst, Math.abs(share - plan[i]));
        }
        return """
            <text x="12" y="%d">%s%s</text>
            %s<text x="%d" y="%d">± %.3f points</text>
            """.formatted(
                        y + 15,
                        Project.key(experience),
                        Project.isForUs(experience) ? ", US" : "",
                        bars,
                        WIDTH - RIGHT + 10,
                        y + 15,
                        worst);
    }

    private static String bar(double from, double share, int y, String colour, double opacity) {
        var scale = (WIDTH - LEFT - RIGHT) / 100.0;
        return "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" opacity=\"%.2f\"/>%n"
                .formatted(LEFT + from * scale, y, share * scale, BAR, colour, opacity);
    }
}

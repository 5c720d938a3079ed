package com.convert.sdk.batch.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.batch.Assigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Twenty experiences for all visitors of a company: {@code -Dvisitors} of them, 100,000 unless given. With
 * {@code -Dallocation.folder}, the picture is written there too.
 */
class AllocationTest {
    private static final long VISITORS = Long.getLong("visitors", 100_000);
    private static final Path REPORTS = Path.of("target");

    private final Assigner assigner = new Assigner(Project.json());

    @Test
    @DisplayName("every answer is the core's, and visitors fall as planned")
    void everyAnswerIsTheCores() throws IOException {
        var bySpark = SparkTally.of(assigner, VISITORS);
        var byCore = CoreTally.of(VISITORS);
        System.out.printf("%,d visitors: Spark %016x, core %016x%n", VISITORS, bySpark.hash(), byCore.hash());
        assertEquals(VISITORS, bySpark.visitors());
        assertEquals(byCore.hash(), bySpark.hash());
        assertEquals(byCore.counts(), bySpark.counts());
        var picture = new AllocationPicture(bySpark).draw();
        write(REPORTS, "spark-allocation.svg", picture);
        var folder = System.getProperty("allocation.folder");
        if (folder != null && !folder.isEmpty()) {
            write(Path.of(folder), "spark-allocation.svg", picture);
        }
        for (var experience = 0; experience < Project.EXPERIENCES; experience++) {
            for (var variation = 0; variation < Project.plan(experience).length; variation++) {
                requireAsPlanned(bySpark, experience, variation);
            }
        }
    }

    @Test
    @DisplayName("rows a second and core, and what the engine takes of them")
    void rowsPerSecondAndCore() throws IOException {
        var table = new Rates(assigner, Math.min(VISITORS, 1_000_000)).table();
        System.out.println(table);
        write(REPORTS, "spark-rates.md", table);
    }

    /** Within six standard deviations, which one run in a billion misses by chance; the same run every time. */
    private static void requireAsPlanned(Tally tally, int experience, int variation) {
        var asked = tally.asked(experience);
        var share = Project.plan(experience)[variation] / 100.0;
        var expected = asked * share;
        var found = tally.count(experience, variation);
        var deviation = Math.sqrt(asked * share * (1 - share));
        assertTrue(
                Math.abs(found - expected) < 6 * deviation,
                () -> "%s %s: %d of %d".formatted(Project.key(experience), Project.variation(variation), found, asked));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }
}

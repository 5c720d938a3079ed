package com.convert.sdk.benchmarks.subject;

/** Something that decides which variation a visitor gets. Each is set up with the same experiences. */
public interface Subject extends AutoCloseable {
    /**
     * Makes whatever stands for one visitor of one request, and decides.
     *
     * @return {@code "treatment"} for about half of the visitors from {@link Traffic#COUNTRY}, something else for all
     *     others
     */
    String decide(String visitorId, String country, String experienceKey);

    /** Has events that wait sent, where there are any, and returns when they are. */
    default void flush() {
        // Most of them send none.
    }

    @Override
    void close();
}

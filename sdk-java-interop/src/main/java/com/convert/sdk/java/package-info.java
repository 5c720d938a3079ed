/**
 * Convert's SDK for Java: the same nouns as the Kotlin core, with methods that block and methods that give a
 * {@link java.util.concurrent.CompletableFuture}. Nothing is {@code null} unless it says so.
 */
@NullMarked
package com.convert.sdk.java;

import org.jspecify.annotations.NullMarked;

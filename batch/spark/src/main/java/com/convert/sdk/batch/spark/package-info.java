/** Variations of visitors as columns of Spark. Nothing is {@code null} unless it says so. */
@NullMarked
package com.convert.sdk.batch.spark;

import org.jspecify.annotations.NullMarked;

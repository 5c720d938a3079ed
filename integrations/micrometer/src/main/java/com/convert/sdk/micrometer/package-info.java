/** What an instance of Convert's SDK does, as meters of Micrometer. Nothing is {@code null} unless it says so. */
@NullMarked
package com.convert.sdk.micrometer;

import org.jspecify.annotations.NullMarked;

/** What holds for the module itself, whatever it runs with. */
@NullMarked
package com.convert.sdk.spring.own;

import org.jspecify.annotations.NullMarked;

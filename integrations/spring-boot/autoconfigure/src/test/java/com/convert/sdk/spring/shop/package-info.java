/** A shop on a real server, of either kind, and Convert's servers beside it. */
@NullMarked
package com.convert.sdk.spring.shop;

import org.jspecify.annotations.NullMarked;

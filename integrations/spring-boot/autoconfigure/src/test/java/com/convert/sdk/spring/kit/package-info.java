/** Tests as a user of the starter writes them. */
@NullMarked
package com.convert.sdk.spring.kit;

import org.jspecify.annotations.NullMarked;

package com.convert.sdk.internal.interop

import com.convert.sdk.Core
import com.convert.sdk.InternalConvertApi
import java.util.concurrent.Executor

/** Threads of the SDK's for the Java face. */
@InternalConvertApi
public object JavaThreads {
    /** Where futures of [core] are completed that had to wait. Takes work after closing, too. */
    @JvmStatic
    public fun callbacks(core: Core): Executor = core.assembly.callbacks
}

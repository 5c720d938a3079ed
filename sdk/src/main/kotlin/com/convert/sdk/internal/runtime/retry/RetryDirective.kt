package com.convert.sdk.internal.runtime.retry

/** Whether an answer of the service is worth another attempt. */
internal enum class RetryDirective {
    /** Taken. */
    ACCEPTED,

    /** May work later, as it is. */
    RETRY,

    /** May work in smaller pieces. */
    SPLIT,

    /** Will never work. */
    REFUSED,
    ;

    internal companion object {
        private const val REQUEST_TIMEOUT = 408
        private const val PAYLOAD_TOO_LARGE = 413
        private const val TOO_MANY_REQUESTS = 429

        /**
         * A client error is about the batch, so repeating it is pointless; whatever else is not a success is about the
         * service or the way to it. That includes redirects, which a misplaced proxy or a login page of the network
         * sends: no event is lost over them.
         */
        fun of(status: Int): RetryDirective = when (status) {
            in 200..299 -> ACCEPTED
            REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> RETRY
            PAYLOAD_TOO_LARGE -> SPLIT
            in 400..499 -> REFUSED
            else -> RETRY
        }
    }
}

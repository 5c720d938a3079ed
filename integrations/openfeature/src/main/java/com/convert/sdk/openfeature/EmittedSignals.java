package com.convert.sdk.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Signals as events of a provider. After its shutdown nobody hears them. */
final class EmittedSignals implements Signals {
    private final EventProvider provider;

    EmittedSignals(EventProvider provider) {
        this.provider = provider;
    }

    @Override
    public void ready(String message) {
        emit(
                ProviderEvent.PROVIDER_READY,
                ProviderEventDetails.builder().message(message).build());
    }

    @Override
    public void stale(String message) {
        emit(
                ProviderEvent.PROVIDER_STALE,
                ProviderEventDetails.builder().message(message).build());
    }

    @Override
    public void error(ErrorCode code, String message) {
        emit(
                ProviderEvent.PROVIDER_ERROR,
                ProviderEventDetails.builder().errorCode(code).message(message).build());
    }

    @Override
    public void changed(List<String> flags) {
        emit(
                ProviderEvent.PROVIDER_CONFIGURATION_CHANGED,
                ProviderEventDetails.builder().flagsChanged(flags).build());
    }

    private void emit(ProviderEvent event, ProviderEventDetails details) {
        try {
            provider.emit(event, details);
        } catch (RejectedExecutionException e) {
            // The provider is being shut down.
        }
    }
}

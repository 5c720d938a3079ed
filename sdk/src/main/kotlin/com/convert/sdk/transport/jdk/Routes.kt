package com.convert.sdk.transport.jdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.withContext
import java.io.IOException
import java.net.ConnectException
import java.net.InetAddress
import java.net.NoRouteToHostException
import java.net.Proxy
import java.net.ProxySelector
import java.net.SocketAddress
import java.net.URI
import java.net.UnknownHostException
import java.net.http.HttpConnectTimeoutException
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration

/**
 * The proxies of the JVM; and for a host with several addresses whose first one takes no connection, a relay that tries
 * the others. `java.net.http` itself tries the first alone.
 */
internal class Routes(private val connectTimeout: Duration, private val threads: CoroutineDispatcher) :
    ProxySelector(),
    AutoCloseable {
    private val relays = ConcurrentHashMap<String, AddressRelay>()

    @Volatile
    private var isClosed = false

    override fun select(uri: URI): List<Proxy> =
        relays[uri.authority]?.let { listOf(Proxy(Proxy.Type.HTTP, it.address)) } ?: ofJvm(uri)

    override fun connectFailed(uri: URI, address: SocketAddress, failure: IOException) {
        getDefault()?.connectFailed(uri, address, failure)
    }

    /** Whether it makes sense to ask [uri] again after [failure], because there is another way now. */
    suspend fun reroute(uri: URI, failure: Throwable): Boolean {
        if (relays.containsKey(uri.authority) || !isRefused(failure)) return false
        return withContext(threads) {
            if (ofJvm(uri) != DIRECT || addresses(uri.host) < 2) return@withContext false
            relays.computeIfAbsent(uri.authority) {
                AddressRelay(uri.host, portOf(uri), connectTimeout, threads.asExecutor())
            }
            if (isClosed) close()
            !isClosed
        }
    }

    /** There was no answer on the way to [uri]: the next request takes the direct one. */
    fun forget(uri: URI) {
        relays.remove(uri.authority)?.close()
    }

    override fun close() {
        isClosed = true
        relays.keys.forEach { relays.remove(it)?.close() }
    }

    private fun ofJvm(uri: URI): List<Proxy> = getDefault()?.select(uri) ?: DIRECT

    private fun addresses(host: String): Int = try {
        InetAddress.getAllByName(host).size
    } catch (_: UnknownHostException) {
        0
    }

    private companion object {
        const val HTTPS_PORT = 443
        val DIRECT: List<Proxy> = listOf(Proxy.NO_PROXY)

        fun portOf(uri: URI) = if (uri.port < 0) HTTPS_PORT else uri.port

        fun isRefused(failure: Throwable): Boolean = generateSequence(failure) { it.cause }
            .any { it is ConnectException || it is NoRouteToHostException || it is HttpConnectTimeoutException }
    }
}

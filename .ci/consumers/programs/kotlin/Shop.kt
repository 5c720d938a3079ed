package consumer

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import kotlinx.coroutines.runBlocking

/** Fetches a configuration over HTTPS, decides, tracks, delivers and closes, as a Kotlin user does. */
fun main() {
    LocalService().use { service ->
        val config = SdkConfig {
            sdkKey = "10001/10002"
            transport {
                baseUrl = service.url()
                trackBaseUrl = "${service.url()}/[project_id]/v1"
            }
        }
        runBlocking {
            Core(config).use { core ->
                core.initialize()
                val context = core.createContext("visitor-1", mapOf("country" to "US"))
                check(context.runExperience("checkout") { attributes = mapOf("plan" to "gold") } != null)
                check(context.trackConversion("purchase") { revenue = 9.99 }.isTracked)
                core.flush()
            }
        }
        check(service.count("\"conversion\"") == 1)
    }
    println("delivered")
}

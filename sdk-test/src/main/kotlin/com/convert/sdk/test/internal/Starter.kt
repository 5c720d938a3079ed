package com.convert.sdk.test.internal

import com.convert.sdk.test.TestProject
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** Starts one instance, once: loads, and lets the engine decide for the visitors who have a variation already. */
internal class Starter(private val project: TestProject, private val service: TestService, val face: Face) {
    private val mutex = Mutex()
    private var isStarted = false

    suspend fun start(): Unit = mutex.withLock {
        if (isStarted) return
        service.serve(project.json)
        face.initialize()
        if (project.seeds.isNotEmpty()) seed()
        isStarted = true
    }

    private suspend fun seed() {
        try {
            project.seeds.forEach { seed(it) }
        } finally {
            service.serve(project.json)
        }
        face.refresh()
    }

    private suspend fun seed(seed: TestProject.Seed) {
        service.serve(project.forcing(seed))
        face.refresh()
        val decided = face.decide(seed.visitorId, seed.experienceKey)
        check(decided == seed.variationKey) {
            "Could not give visitor \"${seed.visitorId}\" the variation \"${seed.variationKey}\" of " +
                "\"${seed.experienceKey}\"; the data store holds \"$decided\" already."
        }
    }
}

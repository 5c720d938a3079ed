package com.convert.sdk.internal.evaluation

/**
 * Everything a decision looks at, compiled from a configuration.
 *
 * @property experiences in configuration order; one that shares its key with an earlier one stands for that one.
 */
internal class EvaluationPlan(
    experiences: List<ExperiencePlan>,
    val features: List<FeaturePlan>,
    val segments: List<SegmentPlan>,
    val environment: String?,
) {
    private val experiencesByKey = HashMap<String, ExperiencePlan>(experiences.size * 2)
    private val experiencesById = HashMap<String, ExperiencePlan>(experiences.size * 2)
    private val featuresByKey = HashMap<String, FeaturePlan>(features.size * 2)

    val experiences: List<ExperiencePlan> = experiences.map { experience ->
        experiencesById.putIfAbsent(experience.id, experience)
        experiencesByKey.putIfAbsent(experience.key, experience) ?: experience
    }

    init {
        for (feature in features) featuresByKey.putIfAbsent(feature.key, feature)
    }

    fun experience(key: String): ExperiencePlan? = experiencesByKey[key]

    fun experienceById(id: String): ExperiencePlan? = experiencesById[id]

    fun feature(key: String): FeaturePlan? = featuresByKey[key]
}

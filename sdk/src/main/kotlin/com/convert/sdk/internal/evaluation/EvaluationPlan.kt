package com.convert.sdk.internal.evaluation

/**
 * Everything a decision looks at, compiled from a configuration.
 *
 * @property experiences in configuration order; one that shares its key with an earlier one stands for that one.
 * @property features in configuration order, one a key.
 */
internal class EvaluationPlan(
    experiences: List<ExperiencePlan>,
    features: List<FeaturePlan>,
    val segments: List<SegmentPlan>,
    goals: List<GoalPlan>,
    val environment: String?,
) {
    private val experiencesByKey = HashMap<String, ExperiencePlan>(experiences.size * 2)
    private val experiencesById = HashMap<String, ExperiencePlan>(experiences.size * 2)
    private val featuresByKey = HashMap<String, FeaturePlan>(features.size * 2)
    private val goalsByKey = HashMap<String, GoalPlan>(goals.size * 2)

    val experiences: List<ExperiencePlan> = experiences.map { experience ->
        experiencesById.putIfAbsent(experience.id, experience)
        experiencesByKey.putIfAbsent(experience.key, experience) ?: experience
    }

    val features: List<FeaturePlan> = features.filter { featuresByKey.putIfAbsent(it.key, it) == null }

    init {
        for (goal in goals) goal.key?.let { goalsByKey.putIfAbsent(it, goal) }
    }

    fun experience(key: String): ExperiencePlan? = experiencesByKey[key]

    fun experienceById(id: String): ExperiencePlan? = experiencesById[id]

    fun feature(key: String): FeaturePlan? = featuresByKey[key]

    fun goal(key: String): GoalPlan? = goalsByKey[key]

    companion object {
        val EMPTY = EvaluationPlan(emptyList(), emptyList(), emptyList(), emptyList(), environment = null)
    }
}

package com.convert.sdk.spring.test;

import com.convert.sdk.java.Core;
import com.convert.sdk.test.ConvertTest;
import com.convert.sdk.test.TestProject;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/** Puts the test's instance in place of the application's, whose own settings the test does not have. */
final class ConvertTestRegistrar implements ImportBeanDefinitionRegistrar, BeanFactoryAware {
    private static final String TEST = "convertTest";

    private BeanFactory beans;

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        beans = beanFactory;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
        var asked = AnnotationAttributes.fromMap(
                metadata.getAnnotationAttributes(AutoConfigureConvertTest.class.getName()));
        if (asked == null || registry.containsBeanDefinition(TEST)) return;
        var test =
                BeanDefinitionBuilder.genericBeanDefinition(ConvertTest.class, () -> new ConvertTest(project(asked)));
        registry.registerBeanDefinition(TEST, test.setDestroyMethodName("close").getBeanDefinition());
        var core = BeanDefinitionBuilder.genericBeanDefinition(
                        Core.class, () -> beans.getBean(ConvertTest.class).startJava())
                .setPrimary(true)
                .getBeanDefinition();
        registry.registerBeanDefinition("convertTestCore", core);
    }

    private TestProject project(AnnotationAttributes asked) {
        var name = asked.getString("project");
        var project = name.isEmpty() ? beans.getBean(TestProject.class) : TestProject.fromResource(name);
        for (var feature : asked.getStringArray("withoutFeatures")) project = project.withoutFeature(feature);
        for (var feature : asked.getStringArray("features")) project = withFeature(project, feature);
        for (var variation : asked.getStringArray("variations")) {
            var pair = pair(variation);
            project = project.withVariation(pair.getKey(), pair.getValue());
        }
        return project;
    }

    private static TestProject withFeature(TestProject project, String feature) {
        var colon = feature.indexOf(':');
        if (colon < 0) return project.withFeature(feature);
        var variables = Arrays.stream(feature.substring(colon + 1).split(";"))
                .map(ConvertTestRegistrar::pair)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return project.withFeature(feature.substring(0, colon), variables);
    }

    private static Map.Entry<String, String> pair(String text) {
        var equals = text.indexOf('=');
        if (equals < 0) throw new IllegalArgumentException('"' + text + "\" should be name=value");
        return Map.entry(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
}

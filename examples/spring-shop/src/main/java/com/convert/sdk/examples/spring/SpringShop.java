package com.convert.sdk.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the shop on port 8080. It decides with the sample in {@code shop.json} and delivers to a stand-in in this
 * process; with {@code CONVERT_SDK_KEY} and {@code SPRING_PROFILES_ACTIVE=live}, with that project and to Convert.
 */
@SpringBootApplication
public class SpringShop {
    public static void main(String[] args) {
        SpringApplication.run(SpringShop.class, args);
    }
}

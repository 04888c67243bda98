package org.heliograph.cms.web;

import java.util.List;
import java.util.Map;
import org.heliograph.cms.definition.Site.Cors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CorsRuleTest {

    private static final String APP = "https://app.example";

    @ParameterizedTest
    @CsvSource({
        "/.rest/delivery/*, /.rest/delivery/, true",
        "/.rest/delivery/*, /.rest/delivery/products/v1, true",
        "/.rest/delivery/*, /.rest/delivery, false",
        "/.rest/delivery/*, /x/.rest/delivery/products, false",
        "/.rest/*/v1, /.rest/delivery/products/v1, true",
        "/.rest/*/v1, /.rest/v1, false",
        "/a*b*c, /abc, true",
        "/a*b*c, /a-b-b-c, true",
        "/a*b*c, /acb, false",
        "/ab*bc, /abc, false",
        "*, /anything, true",
        "/exact, /exact, true",
        "/exact, /exact/more, false",
        "/dot.js, /dotxjs, false"
    })
    void aStarStandsForAnyCharacters(String pattern, String path, boolean covered) {
        CorsRule rule =
                new CorsRule(new Cors(Map.of("one", pattern), List.of(), List.of(), List.of(), List.of(), false, 0));

        assertThat(rule.covers(path)).isEqualTo(covered);
    }

    @Test
    void aRuleWithoutUrisCoversAll() {
        assertThat(CorsRule.OPEN.covers("/any/where")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "", "*", "app.example", "https://", "https://a b", "https://a,https://b", "https://a/x"})
    void whatIsNoOriginIsRefusedEvenWhereAnyIsAllowed(String origin) {
        assertThat(CorsRule.OPEN.refusal(origin, "GET")).isPresent();
        assertThat(rule(List.of(origin)).refusal(origin, "GET")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.evil",
                "https://evil-app.example",
                "http://app.example",
                "https://app.example:8443",
                "https://sub.app.example"
            })
    void anOriginThatOnlyLooksLikeAnAllowedOneIsRefused(String origin) {
        assertThat(rule(List.of(APP)).refusal(origin, "GET"))
                .hasValueSatisfying(text -> assertThat(text).contains(origin).contains("allowedOrigins"));
    }

    @Test
    void anOriginMayBeDefinedWithASlashAtTheEndAndInAnyCase() {
        assertThat(rule(List.of(" HTTPS://App.Example/ ")).refusal(APP, "GET")).isEmpty();
    }

    @Test
    void headIsAllowedWithGetAndOtherMethodsAreNot() {
        CorsRule rule = rule(List.of(APP));

        assertThat(rule.refusal(APP, "HEAD")).isEmpty();
        assertThat(rule.refusal(APP, "POST"))
                .hasValueSatisfying(text -> assertThat(text).contains("POST").contains("allowedMethods"));
    }

    @Test
    void everyHeaderThatIsAskedForHasToBeAllowed() {
        CorsRule rule = rule(List.of(APP));

        assertThat(rule.headerRefusal("")).isEmpty();
        assertThat(rule.headerRefusal("x-one, X-TWO")).isEmpty();
        assertThat(rule.headerRefusal("x-one,x-three"))
                .hasValueSatisfying(text -> assertThat(text).contains("x-three").contains("allowedHeaders"));
    }

    @Test
    void credentialsAreNeverAllowedToJustAnybody() {
        Cors cors = new Cors(Map.of(), List.of(APP, "*"), List.of("GET"), List.of(), List.of(), true, 0);

        assertThat(new CorsRule(cors).allowsCredentials()).isFalse();
        assertThat(rule(List.of(APP)).allowsCredentials()).isTrue();
    }

    private static CorsRule rule(List<String> origins) {
        return new CorsRule(new Cors(Map.of(), origins, List.of("get"), List.of("X-One", "X-Two"), List.of(), true, 0));
    }
}

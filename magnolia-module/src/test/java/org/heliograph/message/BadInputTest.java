package org.heliograph.message;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadInputTest {

    private static Arguments row(String field, String json, String fault) {
        return Arguments.of(field, json, fault);
    }

    private static String text(String value) {
        return TextNode.valueOf(value).toString();
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                row("name", "\"\"", "name required"),
                row("name", "null", "name required"),
                row("name", "\" \\u3000\\u00a0\"", "name required"),
                row("name", "\"\\u200b\\u2060\\ufeff\\u00ad\"", "name required"),
                row("name", "\"\\u3164\\u2800\"", "name required"),
                row("name", "7", "name wrong-type"),
                row("name", "[\"a\"]", "name wrong-type"),
                row("name", "{}", "name wrong-type"),
                row("name", "true", "name wrong-type"),
                row("name", text("王".repeat(101)), "name too-long"),
                row("name", "\"a\\u0000b\"", "name control-characters"),
                row("name", "\"a\\u001bb\"", "name control-characters"),
                row("name", "\"a\\u009bb\"", "name control-characters"),
                row("name", "\"a\\uffffb\"", "name control-characters"),
                row("name", "\"a\\ud83db\"", "name half-character"),
                row("name", "\"a\\udc00\"", "name half-character"),
                row("name", "\"a\\r\\nBcc: x@example.com\"", "name line-break"),
                row("name", "\"a\\u2028b\"", "name line-break"),
                row("name", "\"a\\u0085b\"", "name line-break"),
                row("company", text("x".repeat(201)), "company too-long"),
                row("country", "\"XX\"", "country no-country"),
                row("country", "\"CHN\"", "country too-long"),
                row("country", "\"中国\"", "country no-country"),
                row("phone", "\"12345\"", "phone no-phone"),
                row("phone", "\"+86 999\"", "phone no-phone"),
                row("phone", "\"call me\"", "phone no-phone"),
                row("phone", text("1".repeat(41)), "phone too-long"),
                row("phone", "13800138000", "phone wrong-type"),
                row("whatsapp", "\"+1\"", "whatsapp no-whatsapp"),
                row("wechat", "\"abc\"", "wechat no-wechat"),
                row("wechat", "\"1abcdef\"", "wechat no-wechat"),
                row("wechat", text("a".repeat(21)), "wechat too-long"),
                row("wechat", "\"weixin://dl\"", "wechat no-wechat"),
                row("email", "\"\"", "contact no-contact"),
                row("email", "\"nobody\"", "email no-email"),
                row("email", "\"a@b\"", "email no-email"),
                row("email", "\"a@@b.com\"", "email no-email"),
                row("email", "\"a b@example.com\"", "email no-email"),
                row("email", "\".a@example.com\"", "email no-email"),
                row("email", "\"a@-example.com\"", "email no-email"),
                row("email", "\"a@127.0.0.1\"", "email no-email"),
                row("email", "\"a@[127.0.0.1]\"", "email no-email"),
                row("email", "\"a@example.com,b@example.com\"", "email no-email"),
                row("email", "\"<a@example.com>\"", "email no-email"),
                row("email", "\"a@example.com\\nBcc: b@example.com\"", "email line-break"),
                row("email", "\"a@example.com%0d%0aBcc:b@example.com\"", "email no-email"),
                row("email", text("a".repeat(65) + "@example.com"), "email no-email"),
                row("email", text("a@" + "b".repeat(250) + ".com"), "email too-long"),
                row("message", "\"\"", "message required"),
                row("message", "\"short\"", "message too-short"),
                row("message", text("多少钱？"), "message too-short"),
                row("message", text("字".repeat(5001)), "message too-long"),
                row("message", "\"a text with a \\u0000 in it\"", "message control-characters"),
                row("message", "\"a text with \\udfff in it\"", "message half-character"),
                row("roofType", "\"thatch\"", "roofType no-option"),
                row("roofType", "3", "roofType wrong-type"),
                row("siteCity", text("城".repeat(101)), "siteCity too-long"),
                row("projectSize", "5", "projectSize wrong-type"),
                row("projectSize", "{\"value\":-1,\"unit\":\"kW\"}", "projectSize/value out-of-range"),
                row("projectSize", "{\"value\":1e999,\"unit\":\"kW\"}", "projectSize/value out-of-range"),
                row("projectSize", "{\"value\":\"many\",\"unit\":\"kW\"}", "projectSize/value out-of-range"),
                row("projectSize", "{\"value\":5,\"unit\":\"acre\"}", "projectSize/unit no-option"),
                row("projectSize", "{\"value\":5,\"unit\":\"kW\",\"x\":1}", "projectSize/x unknown"),
                row("productOfInterest", "{}", "productOfInterest wrong-type"),
                row("productOfInterest", "[7]", "productOfInterest/0 wrong-type"),
                row("productOfInterest", "[\"/roof/none\"]", "productOfInterest/0 not-published"),
                row("productOfInterest", "[\"" + Checked.POLICY + "\"]", "productOfInterest/0 not-published"),
                row("productOfInterest", "[\"/../messages\"]", "productOfInterest/0 not-published"),
                row("productOfInterest", "[\"/jcr:system\"]", "productOfInterest/0 not-published"),
                row(
                        "productOfInterest",
                        IntStream.range(0, 21).mapToObj(i -> "\"/a\"").collect(Collectors.joining(",", "[", "]")),
                        "productOfInterest too-many"),
                row("sourcePage", "\"/nowhere\"", "sourcePage not-published"),
                row("sourcePath", "\"https://evil.example\"", "sourcePath no-path"),
                row("sourcePath", "\"//evil.example\"", "sourcePath no-path"),
                row("referrer", "\"javascript:alert(1)\"", "referrer no-address"),
                row("referrer", "\"https://a:b@example.com/\"", "referrer no-address"),
                row("referrer", "\"http://exa mple\"", "referrer no-address"),
                row("utm", "\"x\"", "utm wrong-type"),
                row("utm", "{\"x\":\"y\"}", "utm/x unknown"),
                row("utm", "{\"source\":7}", "utm/source wrong-type"),
                row("utm", "{\"source\":\"" + "x".repeat(201) + "\"}", "utm/source too-long"),
                row("consents", "[]", "consent.enquiry no-consent"),
                row("consents", "{}", "consents wrong-type"),
                row("consents", "[\"yes\"]", "consents/0 wrong-type"),
                row("consents", "[{\"purpose\":\"enquiry\"}]", "consents/0/given wrong-type"),
                row("consents", consent("enquiry", "0", true), "consents/0/version outdated-wording"),
                row("consents", consent("enquiry", current(), false), "consent.enquiry no-consent"),
                row("consents", consent("marketing", "1", true), "consents/0/purpose no-purpose"),
                row("locale", "7", "locale wrong-type"),
                row("script", "\"yes\"", "script wrong-type"),
                row("token", "\"töken\"", "token malformed"),
                row("token", "7", "token wrong-type"),
                row("returnTo", "\"//evil.example\"", "returnTo no-path"),
                row("returnTo", "\"/\\\\evil.example\"", "returnTo no-path"),
                row("returnTo", "\"https://evil.example\"", "returnTo no-path"),
                row("returnTo", "\"/a\\r\\nSet-Cookie: b\"", "returnTo line-break"),
                row("subject", "\"x\"", "subject unknown"),
                row("__proto__", "{}", "__proto__ unknown"),
                row("\\u202egpj", "1", "gpj unknown"));
    }

    private static String current() {
        return Checked.SETTINGS.enquiry().version();
    }

    private static String consent(String purpose, String version, boolean given) {
        return "[{\"purpose\":\"" + purpose + "\",\"version\":\"" + version + "\",\"given\":" + given + "}]";
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldThatIsWrongIsNamed(String field, String json, String fault) {
        assertThat(Checked.faults(Checked.goodWith(field, json))).contains(fault);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFaultHasATextInBothLanguages(String field, String json, String fault) {
        String key = "fault." + fault.substring(fault.indexOf(' ') + 1);
        assertThat(IntakeTexts.texts(Languages.CHINESE).containsKey(key)).isTrue();
        assertThat(IntakeTexts.texts(Languages.DEFAULT).containsKey(key)).isTrue();
    }

    @Test
    void whatIsInOrderHasNoFault() {
        assertThat(Checked.faults(Checked.good().toString())).isEmpty();
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(Checked.faults("{\"name\":7,\"email\":\"x\",\"message\":\"\",\"more\":1}"))
                .containsExactlyInAnyOrder(
                        "more unknown",
                        "name wrong-type",
                        "email no-email",
                        "message required",
                        "consent.enquiry no-consent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[]~400 no-object",
                "7~400 no-object",
                "null~400 no-object",
                "''~400 no-object",
                "{~400 malformed-json",
                "{\"name\":}~400 malformed-json",
                "{\"name\":NaN}~400 malformed-json",
                "{'name':1}~400 malformed-json",
                "{\"name\":\"a\"} {}~400 malformed-json",
                "{\"name\":\"a\",\"name\":\"b\"}~name duplicate",
                "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}~400 too-deep",
                "[[[[[[[[]]]]]]]]~400 no-object",
            })
    void aBodyThatIsNoObjectIsRefused(String body, String fault) {
        assertThat(Checked.faults(body)).containsExactly(fault);
    }

    @Test
    void aThousandUnknownFieldsAreOneFault() {
        String json =
                IntStream.range(0, 1000).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        String form = IntStream.range(0, 1000).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
        assertThat(Checked.faults(json)).containsExactly("400 too-many-fields");
        assertThat(Checked.faults(form.getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .containsExactly("400 too-many-fields");
    }

    @ParameterizedTest
    @CsvSource({"99, 1000, 413", "101, 1, 400"})
    void limitsHoldForAFormThatTheHostHasRead(int fields, int length, int status) {
        Map<String, List<String>> form = new TreeMap<>();
        IntStream.range(0, fields).forEach(i -> form.put("f" + i, List.of("字".repeat(length))));

        assertThatThrownBy(() -> SentBody.read(InputStream.nullInputStream(), Checked.FORM, form))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void aBodyBeyondTheLimitIsNotReadToItsEnd() {
        byte[] large = new byte[10 * 1024 * 1024];
        AtomicInteger read = new AtomicInteger();
        var stream = new ByteArrayInputStream(large) {
            @Override
            public synchronized int read(byte[] buffer, int from, int length) {
                int count = super.read(buffer, from, length);
                read.addAndGet(count);
                return count;
            }
        };
        assertThatThrownBy(() -> SentBody.read(stream, Checked.JSON, Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(413));
        assertThat(read.get()).isLessThan(2 * SentBody.MAX_BYTES);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin1 = Checked.goodWith("name", "\"Jürgen\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Checked.faults(latin1, Checked.JSON)).containsExactly("400 not-utf-8");
        assertThat(Checked.faults("name=%FC".getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .containsExactly("400 not-utf-8");
        // A surrogate, and a slash in two bytes
        assertThat(Checked.faults("name=%ED%A0%80".getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .containsExactly("400 not-utf-8");
        assertThat(Checked.faults("name=%C0%AF".getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .containsExactly("400 not-utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%", "name=%4", "name=%GG", "%=1"})
    void aFormThatIsEncodedWronglyIsRefused(String form) {
        assertThat(Checked.faults(form.getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .containsExactly("400 malformed-form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/jsonp",
                "multipart/form-data; boundary=x",
                "application/json; charset=gb18030",
                "application/json, text/plain",
                "application/json; charset=utf-8; x=y"
            })
    void anotherTypeIsRefused(String type) {
        assertThat(Checked.faults("{}".getBytes(StandardCharsets.UTF_8), type)).containsExactly("415 unsupported-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""})
    void jsonIsTakenHoweverItsTypeIsWritten(String type) {
        byte[] body = Checked.good().toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Checked.faults(body, type)).isEmpty();
    }

    @Test
    void faultsAreNeverMoreThanAReaderCanUse() {
        String json =
                IntStream.range(0, 90).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        assertThat(Checked.faults(json)).hasSize(50);
    }

    @Test
    void aFieldNameOfAnyKindIsToldHarmlessly() {
        assertThat(SentBody.shown("a\nb")).isEqualTo("?");
        assertThat(SentBody.shown("\u202e\u202e")).isEqualTo("?");
        assertThat(SentBody.shown("x".repeat(500))).hasSize(65);
    }

    @Test
    void nestingIsBoundBeforeItCostsAnything() {
        assertThat(Checked.faults("{\"a\":" + "[".repeat(30_000))).containsExactly("400 too-deep");
    }

    @Test
    void endlessListsAreRefused() {
        String list = "{\"productOfInterest\":[" + "1,".repeat(5000) + "1]}";
        assertThat(Checked.faults(list)).isEqualTo(List.of("400 too-many-values"));
    }
}

package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.message.Message.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AcceptedInputTest {

    private static Message with(String field, String json) throws RefusedException {
        return Checked.json(Checked.goodWith(field, json)).message();
    }

    @Test
    void aFormThatTheHostHasReadSaysTheSame() throws RefusedException {
        String raw = "name=%E6%9D%8E&productOfInterest=a&productOfInterest=b&consent.enquiry=1&projectSize.value=5"
                + "&projectSize.unit=kW&utm_source=x&script=1&company=";
        Map<String, List<String>> read = new LinkedHashMap<>();
        read.put("name", List.of("李"));
        read.put("productOfInterest", List.of("a", "b"));
        read.put("consent.enquiry", List.of("1"));
        read.put("projectSize.value", List.of("5"));
        read.put("projectSize.unit", List.of("kW"));
        read.put("utm_source", List.of("x"));
        read.put("script", List.of("1"));
        read.put("company", List.of(""));

        assertThat(SentBody.read(InputStream.nullInputStream(), Checked.FORM, read))
                .isEqualTo(SentBody.read(
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)), Checked.FORM, Map.of()));
    }

    @Test
    void aMessageHasWhatItsSenderSent() throws RefusedException {
        String body = """
                {"locale":"zh-CN","name":" 王芳 ","company":"某某能源","country":"cn","phone":"138 0013 8000",
                 "whatsapp":"+44 20 7946 0958","wechat":"ｗａｎｇ_fang","email":"",
                 "message":"  第一行\\r\\n第二行：报价？  ","productOfInterest":["/roof/hook","%s"],
                 "projectSize":{"value":30.5,"unit":"kW"},"roofType":"tile","siteCity":"宁波",
                 "sourcePage":"%s","sourcePath":"/zh/plan?x=secret#y","referrer":"https://example.com/a?q=secret",
                 "utm":{"source":"mail","term":"支架"},
                 "consents":[{"purpose":"enquiry","version":"%s","given":true}]}
                """.formatted(
                Checked.PRODUCT, Checked.POLICY, Checked.SETTINGS.enquiry().version());

        Message message = Checked.json(body).message();

        assertThat(message.locale()).isEqualTo(Locale.CHINESE);
        assertThat(message.sender().name()).isEqualTo("王芳");
        assertThat(message.sender().country()).contains("CN");
        assertThat(message.sender().phone()).contains("+8613800138000");
        assertThat(message.sender().phoneRaw()).contains("138 0013 8000");
        assertThat(message.sender().whatsapp()).contains("+442079460958");
        assertThat(message.sender().wechat()).contains("wang_fang");
        assertThat(message.sender().email()).isEmpty();
        assertThat(message.text()).isEqualTo("第一行\n第二行：报价？");
        assertThat(message.enquiry().products()).containsExactly(Checked.PRODUCT);
        assertThat(message.enquiry().projectSize()).contains(new Quantity(30.5, "kW"));
        assertThat(message.enquiry().roofType()).contains("tile");
        assertThat(message.origin().page()).contains(Checked.POLICY);
        assertThat(message.origin().path()).contains("/zh/plan");
        assertThat(message.origin().referrer()).contains("https://example.com/a");
        assertThat(message.origin().utm()).containsExactly("source=mail", "term=支架");
        assertThat(message.state()).isEqualTo(State.NEW);
        assertThat(message.retention().until()).isEqualTo(Checked.NOW.plus(Duration.ofDays(730)));
        assertThat(message.consents()).singleElement().satisfies(consent -> {
            assertThat(consent.given()).isTrue();
            assertThat(consent.locale()).isEqualTo(Locale.CHINESE);
            assertThat(consent.givenAt()).isEqualTo(Checked.NOW);
        });
    }

    @Test
    void aFormSaysTheSameAsJson() throws RefusedException {
        Map<String, String> fields = Map.of(
                "name", "李雷",
                "message", "需要一百套瓦屋面支架，请报价。",
                "phone", "+86 138 0013 8000",
                "email", "",
                "projectSize.value", "1200",
                "projectSize.unit", "m²",
                "utm_source", "wechat",
                "consent.enquiry", Checked.SETTINGS.enquiry().version(),
                "topic_note", "",
                "returnTo", "/zh/thanks");
        StringBuilder form = new StringBuilder("productOfInterest=%2Froof%2Fhook&productOfInterest=" + Checked.PRODUCT);
        fields.forEach((name, value) ->
                form.append('&').append(encoded(name)).append('=').append(encoded(value)));

        Submission submission = Checked.form(form.toString());

        assertThat(submission.message().sender().name()).isEqualTo("李雷");
        assertThat(submission.message().sender().country()).contains("CN");
        assertThat(submission.message().enquiry().products()).containsExactly(Checked.PRODUCT);
        assertThat(submission.message().enquiry().projectSize()).contains(new Quantity(1200, "m²"));
        assertThat(submission.message().origin().utm()).containsExactly("source=wechat");
        assertThat(submission.message().consents()).hasSize(1);
        assertThat(submission.returnTo()).contains("/zh/thanks");
        assertThat(submission.honeypot()).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aUnitWithoutNumberIsNoSize() {
        String form = "projectSize.unit=kW&name=Ann&email=a%40example.com&message=Please+send+prices&consent.enquiry="
                + Checked.SETTINGS.enquiry().version();
        assertThat(Checked.faults(form.getBytes(StandardCharsets.UTF_8), Checked.FORM))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com",
                "a+b@example.co.uk",
                "用户@例子.公司",
                "müller@müller.example",
                "x@sub.例子.中国",
                "o'brien@example.ie"
            })
    void addressesInAnyScriptAreTaken(String email) throws RefusedException {
        assertThat(with("email", '"' + email + '"').sender().email()).contains(email);
    }

    @ParameterizedTest
    @CsvSource({
        "Ann@Example.com, mail:ann@example.com",
        "a@例子.中国, mail:a@xn--fsqu00a.xn--fiqs8s",
        "a@XN--FSQU00A.xn--fiqs8s, mail:a@xn--fsqu00a.xn--fiqs8s",
        "a|b@example.com, mail:a%7cb@example.com"
    })
    void anAddressHasOneFormHoweverItIsWritten(String email, String form) {
        assertThat(Contacts.ofEmail(email)).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\u202eb', ab",
        "'\\u200b张\\u200b三\\u200b', 张三",
        "'a\\ufeff\\u2066b\\u2069', ab",
        "'A\\u030a', Å",
        "'a\\tb', 'a b'",
        "'\\u3000张 三\\u00a0', '张 三'",
        "'<script>alert(1)</script>', '<script>alert(1)</script>'",
        "'=cmd|x', '=cmd|x'"
    })
    void whatCannotBeSeenIsNotStored(String typed, String stored) throws RefusedException {
        assertThat(with("name", '"' + typed + '"').sender().name()).isEqualTo(stored);
    }

    @Test
    void lengthsCountWhatReadersTakeForOneCharacter() throws RefusedException {
        String family = "👩‍👩‍👧‍👦";
        assertThat(with("name", '"' + family.repeat(100) + '"').sender().name()).isEqualTo(family.repeat(100));
        assertThat(Checked.faults(Checked.goodWith("name", '"' + family.repeat(101) + '"')))
                .containsExactly("name too-long");
        assertThat(Checked.faults(Checked.goodWith("message", '"' + family.repeat(9) + '"')))
                .containsExactly("message too-short");
    }

    @Test
    void marksThatPileUpAreThinnedOut() throws RefusedException {
        assertThat(with("name", "\"a" + "\\u0336".repeat(2000) + "b\"").sender().name())
                .isEqualTo("a" + "\u0336".repeat(8) + "b");
    }

    @Test
    void anOddLanguageIsAnsweredInEnglish() throws RefusedException {
        assertThat(with("locale", "\"fr\"").locale()).isEqualTo(Locale.ENGLISH);
        assertThat(with("locale", "\"zh_TW\"").locale()).isEqualTo(Locale.CHINESE);
        assertThat(with("locale", "\"" + "x".repeat(30) + "\"").locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void whoeverFallsIntoTheTrapLearnsNothingOfIt() throws RefusedException {
        assertThat(Checked.json(Checked.goodWith("topic_note", "\"cheap\\u0000\""))
                        .honeypot())
                .isEqualTo("?");
        assertThat(Checked.json(Checked.goodWith("topic_note", "[1]")).honeypot())
                .isEqualTo("?");
        assertThat(Checked.json(Checked.goodWith("topic_note", "\" buy \"")).honeypot())
                .isEqualTo("buy");
    }

    @Test
    void transferAbroadNeedsAConsentOfItsOwn() {
        MessageSettings strict = MessageSettings.of(Map.of(
                "messages.cross-border", "true",
                "messages.consent.cross-border.version", "3",
                "messages.consent.cross-border.zh", "我同意将信息提供给境外的总部。",
                "messages.consent.cross-border.en", "I agree that head office abroad receives the details."));
        assertThat(Checked.faults(bytes(Checked.good().toString()), Checked.JSON, strict))
                .containsExactly("consent.cross-border no-consent");
        var both = Checked.good();
        ((ArrayNode) both.get("consents"))
                .addObject()
                .put("purpose", "cross-border")
                .put("version", "3")
                .put("given", true);
        assertThat(Checked.faults(bytes(both.toString()), Checked.JSON, strict)).isEmpty();
        assertThat(Checked.faults(both.toString())).containsExactly("consents/1/purpose no-purpose");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatComesAlongIsNoPartOfTheContent() throws RefusedException {
        String one = Checked.goodWith("token", "\"first\"");
        String other = Checked.goodWith("token", "\"second\"");
        assertThat(Checked.json(one).content()).isEqualTo(Checked.json(other).content());
        assertThat(List.of(Checked.json(one).token().orElseThrow())).containsExactly("first");
    }
}

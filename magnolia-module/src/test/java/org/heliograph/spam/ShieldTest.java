package org.heliograph.spam;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.heliograph.spam.Judgement.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShieldTest {

    private static final String ENQUIRY =
            "Good morning, we need a quotation for 240 m of rail and the clamps for a warehouse near the harbour.";

    private final Desk desk = new Desk();

    private static List<String> keys(Judgement judgement) {
        return judgement.reasons().stream().map(Reason::key).toList();
    }

    @Test
    void enquiryIsAcceptedWithoutReasons() {
        Judgement judgement = desk.shield.judge(desk.attempt("192.0.2.1", ENQUIRY));

        assertThat(judgement).isEqualTo(new Judgement(Decision.ACCEPT, 0, List.of(), Optional.empty()));
    }

    @Test
    void pointsOfTheReasonsAreTheScoreAndEveryReasonHasItsText() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String half : Corpus.HALVES) {
            for (Corpus.Labelled message : Corpus.read(half)) {
                Judgement judgement = desk.shield.judge(desk.attempt(message));
                assertThat(judgement.reasons().stream().mapToInt(Reason::points).sum())
                        .isEqualTo(judgement.score());
                assertThat(judgement.decision()).isEqualTo(judgement.score() >= 100 ? Decision.HOLD : Decision.ACCEPT);
                for (Reason reason : judgement.reasons()) {
                    seen.add(reason.key());
                    assertThat(reason.text(Locale.ENGLISH))
                            .isNotEqualTo(reason.key())
                            .doesNotContain("{");
                    assertThat(reason.text(Locale.CHINESE))
                            .containsPattern("\\p{IsHan}")
                            .doesNotContain("{");
                    assertThat(Reason.parse(reason.line())).contains(reason);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(25);
    }

    @Test
    void bundlesHaveTheSameKeys() {
        assertThat(Reason.texts(Locale.CHINESE).keySet())
                .isEqualTo(Reason.texts(Locale.ENGLISH).keySet())
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "x|y", "12", "1234567|a", "5.5|a"})
    void lineThatIsNoReasonIsNone(String line) {
        assertThat(Reason.parse(line)).isEmpty();
    }

    @Test
    void withoutScriptAMessageIsHeldAndNotRefused() {
        Challenge challenge = desk.shield.challenge(Locale.CHINESE);
        desk.pass(Duration.ofSeconds(30));

        Judgement judgement =
                desk.shield.judge(desk.attempt("192.0.2.1", ENQUIRY, Optional.of(challenge.token()), Optional.empty()));

        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        assertThat(keys(judgement)).containsExactly("work.no-script");
        assertThat(challenge.note()).containsPattern("\\p{IsHan}");
    }

    @Test
    void withoutProofOfWorkNoScriptIsNeeded() {
        Desk open = new Desk(Map.of("messages.spam.proof-of-work", "false"));
        Challenge challenge = open.shield.challenge(Locale.ENGLISH);
        open.pass(Duration.ofSeconds(30));

        Judgement judgement =
                open.shield.judge(open.attempt("192.0.2.1", ENQUIRY, Optional.of(challenge.token()), Optional.empty()));

        assertThat(challenge.puzzles()).isZero();
        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
    }

    @Test
    void tokenCountsForOneMessageWhichMayBeSentAgain() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        desk.pass(Duration.ofSeconds(30));
        Optional<String> token = Optional.of(challenge.token());
        Optional<String> solution = Optional.of(Desk.solution(challenge));

        assertThat(keys(desk.shield.judge(desk.attempt("192.0.2.1", ENQUIRY, token, solution))))
                .isEmpty();
        assertThat(keys(desk.shield.judge(desk.attempt("192.0.2.1", ENQUIRY, token, solution))))
                .doesNotContain("token.used");
        assertThat(keys(desk.shield.judge(desk.attempt("192.0.2.1", "Something else", token, solution))))
                .contains("token.used");
    }

    @Test
    void everyChangeOfATokenIsSeen() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        Optional<String> solution = Optional.of(Desk.solution(challenge));
        desk.pass(Duration.ofSeconds(30));
        for (int at = 0; at < challenge.token().length(); at++) {
            char other = challenge.token().charAt(at) == 'A' ? 'B' : 'A';
            String forged = challenge.token().substring(0, at)
                    + other
                    + challenge.token().substring(at + 1);
            Judgement judgement =
                    desk.shield.judge(desk.attempt(desk.address(), "pls call me " + at, Optional.of(forged), solution));
            assertThat(keys(judgement)).contains("token.forged");
            assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "not base64 !", "\ud800", "\0", "AAAA", "............................"})
    void tokenThatIsNoneIsForged(String token) {
        assertThat(keys(desk.shield.judge(desk.attempt("192.0.2.1", ENQUIRY, Optional.of(token), Optional.of("1")))))
                .contains("token.forged");
    }

    @Test
    void tokenOfAnotherKeyIsForged() {
        Challenge foreign = new Shield(
                        SpamSettings.defaults(),
                        "another key for tests".getBytes(StandardCharsets.UTF_8),
                        desk.repository,
                        desk.clock())
                .challenge(Locale.ENGLISH);

        assertThat(keys(desk.shield.judge(
                        desk.attempt("192.0.2.1", ENQUIRY, Optional.of(foreign.token()), Optional.of("1")))))
                .contains("token.forged");
    }

    @Test
    void tokenAgesOut() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        assertThat(challenge.expiresAt()).isEqualTo(desk.now.plus(Duration.ofHours(24)));
        desk.pass(Duration.ofHours(24).plusMillis(1));

        assertThat(keys(desk.shield.judge(desk.attempt(
                        "192.0.2.1", ENQUIRY, Optional.of(challenge.token()), Optional.of(Desk.solution(challenge))))))
                .containsExactly("token.expired");
    }

    @Test
    void usedTokenThatWasForgottenCountsAsTooOld() {
        Desk small = new Desk(
                Map.of("messages.spam.bits", "1", "messages.spam.max-bits", "1", "messages.spam.memory", "1000"));
        Challenge first = small.shield.challenge(Locale.ENGLISH);
        Optional<String> solution = Optional.of(Desk.solution(first));
        small.pass(Duration.ofSeconds(30));
        small.shield.judge(small.attempt(small.address(), ENQUIRY, Optional.of(first.token()), solution));
        for (int i = 0; i < 1001; i++) {
            small.shield.judge(small.attempt(small.address(), "message " + i));
        }

        assertThat(keys(small.shield.judge(
                        small.attempt(small.address(), "Once more", Optional.of(first.token()), solution))))
                .contains("token.expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1,2,3,4,5,6,7,8,9",
                "a,b,c,d,e,f,g,h",
                "-1,0,0,0,0,0,0,0",
                "99999999999,1,1,1,1,1,1,1",
                "٣,1,1,1,1,1,1,1"
            })
    void wrongSolutionIsSeen(String solution) {
        Desk hard = new Desk(Map.of("messages.spam.bits", "18"));
        Challenge challenge = hard.shield.challenge(Locale.ENGLISH);
        hard.pass(Duration.ofSeconds(30));

        assertThat(keys(hard.shield.judge(
                        hard.attempt("192.0.2.1", ENQUIRY, Optional.of(challenge.token()), Optional.of(solution)))))
                .containsExactly("work.wrong");
    }

    @Test
    void nobodyWritesInLessThanASecond() {
        Challenge challenge = desk.shield.challenge(Locale.ENGLISH);
        desk.pass(Duration.ofMillis(900));

        Judgement judgement = desk.shield.judge(desk.attempt(
                "192.0.2.1", ENQUIRY, Optional.of(challenge.token()), Optional.of(Desk.solution(challenge))));

        assertThat(keys(judgement)).containsExactly("time.fast");
        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void honeypotAloneDoesNotHold() {
        Attempt plain = desk.attempt("192.0.2.1", ENQUIRY);
        Attempt filled = new Attempt(
                plain.receivedAt(),
                plain.address(),
                plain.language(),
                plain.name(),
                plain.company(),
                plain.contacts(),
                plain.message(),
                "Anna",
                plain.token(),
                plain.solution(),
                true);

        Judgement judgement = desk.shield.judge(filled);

        assertThat(keys(judgement)).containsExactly("honeypot");
        assertThat(judgement.decision()).isEqualTo(Decision.ACCEPT);
    }

    @Test
    void workGrowsWithTheLoadAndShrinksAgain() {
        Desk busy = new Desk(Map.of(
                "messages.spam.bits", "5", "messages.spam.max-bits", "8", "messages.spam.all-per-hour", "100000"));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(5);
        for (int i = 0; i < 70; i++) {
            busy.shield.judge(busy.attempt(busy.address(), "m" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(6);
        for (int i = 0; i < 2000; i++) {
            busy.shield.judge(busy.attempt(busy.address(), "n" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(8);
        busy.pass(Duration.ofMinutes(3));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isBetween(6, 7);
        busy.pass(Duration.ofMinutes(10));
        assertThat(busy.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(5);
    }

    @Test
    void oneAddressIsHeldThenRefusedThenServedAgain() {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            decisions.add(desk.shield
                    .judge(desk.attempt("192.0.2.1", "Question " + i, Optional.empty(), Optional.empty()))
                    .decision());
        }
        assertThat(decisions.subList(0, 30)).doesNotContain(Decision.REFUSE);
        assertThat(decisions.get(30)).isEqualTo(Decision.REFUSE);

        Judgement refused = desk.shield.judge(desk.attempt("192.0.2.1", "Again", Optional.empty(), Optional.empty()));
        assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
        assertThat(refused.score()).isEqualTo(refused.reasons().get(0).points());
        assertThat(desk.shield.refuses("192.0.2.1")).isPresent();
        assertThat(desk.shield.refuses("192.0.2.2")).isEmpty();
        desk.pass(refused.retryAfter().get());
        assertThat(desk.shield.refuses("192.0.2.1")).isEmpty();
    }

    @Test
    void refusalsOfOneAddressDoNotMakeTheWorkOfOthersHarder() {
        for (int i = 0; i < 5_000; i++) {
            desk.shield.judge(desk.attempt("192.0.2.1", "m" + i, Optional.empty(), Optional.empty()));
        }
        assertThat(desk.shield.challenge(Locale.ENGLISH).bits()).isEqualTo(2);
    }

    static List<List<String>> sameSubscriber() {
        return List.of(
                List.of("192.0.2.7", "::ffff:192.0.2.7"),
                List.of("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
                List.of("2001:db8:1:2::1", "[2001:db8:1:2::5]"),
                List.of("fe80::1%eth0", "fe80::1"));
    }

    @ParameterizedTest
    @MethodSource
    void sameSubscriber(List<String> addresses) {
        Keyed keyed = new Keyed(Desk.KEY, "test");
        assertThat(addresses.stream()
                        .map(address -> Place.of(address, keyed).orElseThrow().address())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void networksAreToldApart() {
        Keyed keyed = new Keyed(Desk.KEY, "test");
        Place one = Place.of("2001:db8:1:2::1", keyed).orElseThrow();
        Place neighbour = Place.of("2001:db8:1:3::1", keyed).orElseThrow();
        Place far = Place.of("2001:db8:2:2::1", keyed).orElseThrow();
        assertThat(one.address()).isNotEqualTo(neighbour.address());
        assertThat(one.network()).isEqualTo(neighbour.network()).isNotEqualTo(far.network());
        assertThat(Place.of("192.0.2.1", keyed).orElseThrow().network())
                .isEqualTo(Place.of("192.0.2.200", keyed).orElseThrow().network())
                .isNotEqualTo(Place.of("192.0.3.1", keyed).orElseThrow().network());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "example.org",
                "1.2.3",
                "999.1.1.1",
                "::::",
                "1.2.3.4, 5.6.7.8",
                "\ud800",
            })
    void addressThatIsNoneNeverRefuses(String address) {
        for (int i = 0; i < 200; i++) {
            Judgement judgement = desk.shield.judge(
                    desk.attempt(address, "Question number " + i, Optional.empty(), Optional.empty()));
            assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        }
    }

    @Test
    void networkIsRefusedWhenItsAddressesTakeTurns() {
        long refused = IntStream.range(0, 250)
                .filter(i -> desk.shield
                                .judge(desk.attempt("192.0.2." + i, "Text " + i, Optional.empty(), Optional.empty()))
                                .decision()
                        == Decision.REFUSE)
                .count();
        assertThat(refused).isEqualTo(50);
    }

    @Test
    void tooManyRequestsAreRefusedWhateverTheyHold() {
        long refused = IntStream.range(0, 200)
                .filter(i -> desk.shield.refuses("192.0.2.1").isPresent())
                .count();
        assertThat(refused).isEqualTo(80);
    }

    /** Every sender passes for a person: another address and network, solved work, no phrase of any list. */
    @Test
    void floodOfVariedTextFromAThousandAddressesStaysHeld() {
        Random random = new Random(7);
        List<String> starts = List.of("Dear team,", "Hello,", "Good day,", "Greetings,");
        List<String> ends = List.of("Regards", "Thanks", "Best", "Yours");
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            String text = starts.get(random.nextInt(4))
                    + " our river stones are polished by hand in the old workshop of uncle "
                    + "Bartholomew and make any garden path a place of calm for "
                    + Integer.toString(random.nextInt(1 << 20), 36)
                    + ", so write to us today about colour number " + random.nextInt(10_000) + ". "
                    + ends.get(random.nextInt(4)) + " " + Integer.toString(random.nextInt(1 << 20), 36);
            held += desk.shield.judge(desk.attempt(desk.address(), text)).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(995);
    }

    @Test
    void chineseFloodOfVariedTextStaysHeld() {
        Random random = new Random(8);
        String names = "赵钱孙李周吴郑王冯陈";
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            String text = "我是老" + names.charAt(random.nextInt(10)) + "，村口那家面馆今天重新开张，牛肉面加蛋只要" + random.nextInt(100)
                    + "元，带上家人来尝一尝，" + names.charAt(random.nextInt(10)) + "师傅亲自掌勺，不见不散。";
            held += desk.shield.judge(desk.attempt(desk.address(), text)).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(995);
    }

    /** Words are drawn at random, so no two messages are alike; only their shape and number tell. */
    @Test
    void burstOfOneShapeFromNewAddressesIsHeld() {
        Random random = new Random(9);
        String syllables = "balecodifugahekilomunapesitovuwaxyze";
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder();
            for (int syllable = 0; syllable < 60; syllable++) {
                int at = 2 * random.nextInt(syllables.length() / 2);
                text.append(syllables, at, at + 2).append(syllable % 3 == 2 ? " " : "");
            }
            Attempt attempt = desk.attempt(desk.address(), text.toString());
            desk.now = desk.now.minusSeconds(29);
            held += desk.shield.judge(attempt).decision() == Decision.HOLD ? 1 : 0;
        }
        assertThat(held).isGreaterThan(950);
    }

    @Test
    void fewShortQuestionsOfManyPeopleAreNoFlood() {
        for (int i = 0; i < 10; i++) {
            desk.pass(Duration.ofMinutes(20));
            assertThat(desk.shield.judge(desk.attempt(desk.address(), "多少钱?")).decision())
                    .isEqualTo(Decision.ACCEPT);
        }
    }

    @Test
    void memoryIsBoundedHoweverManyAddressesCome() {
        Desk small = new Desk(Map.of(
                "messages.spam.memory",
                "2000",
                "messages.spam.all-per-hour",
                "1000000000",
                "messages.spam.proof-of-work",
                "false"));
        Limits limits = new Limits(
                SpamSettings.of(Map.of("messages.spam.memory", "2000", "messages.spam.all-per-hour", "1000000000")),
                new Keyed(Desk.KEY, "memory"));
        for (int i = 0; i < 1_000_000; i++) {
            String address = "10." + (i >> 16 & 255) + '.' + (i >> 8 & 255) + '.' + (i & 255);
            limits.refuses(address, small.now);
            limits.count(address, i, small.now);
        }
        assertThat(limits.size()).isLessThanOrEqualTo(4 * 2000 + 1);

        for (int i = 0; i < 10_000; i++) {
            small.shield.judge(
                    small.attempt(small.address(), "Text number " + Integer.toString(i * 7919, 36) + " of many"));
        }
        assertThat(small.shield.remembered()).isLessThanOrEqualTo(5 * 2000 + 1 + Alike.KEPT);
    }

    static List<String> hostile() {
        return List.of(
                "a".repeat(10_000_000),
                "好".repeat(3_000_000),
                "a ".repeat(2_000_000),
                "a.".repeat(2_000_000),
                "a-".repeat(2_000_000),
                "http://".repeat(1_000_000),
                "[url=".repeat(1_000_000),
                "<a ".repeat(1_000_000),
                "\ud800".repeat(100_000),
                "\udc00\ud800".repeat(100_000),
                "\u202e\u200b\u2066".repeat(100_000),
                "e\u0301\u0302\u0303".repeat(100_000),
                "\ufdfa".repeat(500_000),
                "微信 ".repeat(500_000),
                "loan ".repeat(500_000),
                "\0\1\2\u0007",
                "",
                " ",
                "{0} %s ${7*7} '");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextIsJudgedByAPartOfIt(String text) {
        Attempt attempt = new Attempt(
                desk.now,
                "192.0.2.1",
                Locale.ROOT,
                text,
                text,
                List.of(text),
                text,
                text,
                Optional.of(text),
                Optional.of(text),
                true);

        Judgement judgement = desk.shield.judge(attempt);

        assertThat(judgement.decision()).isEqualTo(Decision.HOLD);
        assertThat(judgement.reasons().stream().mapToInt(Reason::points).sum()).isEqualTo(judgement.score());
        // NFKC makes at most 18 characters of one.
        assertThat(Folded.of(text).text().length()).isLessThanOrEqualTo(18 * 20_001);
    }

    static List<List<String>> disguised() {
        return List.of(
                List.of("c a s i n o tonight", "casino"),
                List.of("саsinо tonight", "casino"),
                List.of("ｃａｓｉｎｏ tonight", "casino"),
                List.of("ca\u200bsi\u200bno", "casino"),
                List.of("cásíñö", "casino"),
                List.of("代 開 發 票", "代开发票"),
                List.of("代*开*发*票", "代开发票"));
    }

    @ParameterizedTest
    @MethodSource("disguised")
    void disguisesAreTakenOff(List<String> pair) {
        assertThat(Folded.of(pair.get(0)).text()).contains(pair.get(1));
    }

    @Test
    void ordinaryWritingIsNoDisguise() {
        for (String text : List.of(
                "6 µm, 4.7 kΩ, α-Si",
                "x.y.z",
                "Добрый день",
                "👨‍👩‍👧 family",
                "I - a new user - need a kit",
                "José García")) {
            Folded folded = Folded.of(text);
            assertThat(folded.invisible() + folded.bidi() + folded.mixed() + folded.spelled())
                    .as(text)
                    .isZero();
        }
    }

    @Test
    void manyThreadsNeitherBreakNorOutrunTheLimit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Decision>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Attempt attempt = desk.attempt("192.0.2.1", "Question " + i % 50, Optional.empty(), Optional.empty());
            calls.add(() -> desk.shield.judge(attempt).decision());
        }
        int refused = 0;
        for (Future<Decision> future : threads.invokeAll(calls)) {
            refused += future.get() == Decision.REFUSE ? 1 : 0;
        }
        threads.shutdown();
        assertThat(refused).isEqualTo(370);
    }

    @Test
    void shortKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shield(SpamSettings.defaults(), new byte[15], desk.repository, desk.clock()))
                .withMessageContaining("16 bytes");
    }

    static List<List<String>> wrongSettings() {
        return List.of(
                List.of("messages.spam.hold-at", "many"),
                List.of("messages.spam.bits", "40"),
                List.of("messages.spam.bits", "-1"),
                List.of("messages.spam.proof-of-work", "yes"),
                List.of("messages.spam.address-per-hour", "0"),
                List.of("messages.spam.address-soft", "31"),
                List.of("messages.spam.memory", "99999999999999999999"),
                List.of("messages.spam.holdat", "5"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongSettings(List<String> setting) {
        assertThatThrownBy(() -> SpamSettings.of(Map.of(setting.get(0), setting.get(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.get(0));
    }

    @Test
    void logsTellNothingOfAMessage() {
        assertThat(desk.attempt("192.0.2.1", "canary").toString() + new Lesson("canary", true))
                .doesNotContain("canary")
                .doesNotContain("192.0.2.1");
    }
}

package org.heliograph.cms.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Accounts.Result;
import org.heliograph.cms.security.Accounts.SignIn;
import org.heliograph.cms.security.OwnAccount.Refusal;
import org.heliograph.cms.security.OwnAccount.RefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Sessions, tokens, second factor and password of one user. */
class SignInTest {

    private static final String NEXT = "another horse battery";

    @TempDir
    private static Path directory;

    private static ContentRepository repository;

    private Somebody jane;

    @BeforeAll
    static void open() throws Exception {
        repository = Somebody.openRepository(directory);
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    @BeforeEach
    void beginAnew() throws Exception {
        jane = new Somebody(repository, directory);
        jane.hold("publisher");
    }

    @AfterEach
    void end() {
        jane.audit.close();
    }

    @Test
    void aSessionIsThatOfItsUser() throws Exception {
        Accounts.SignedIn session = signIn(Optional.empty()).session().orElseThrow();

        Accounts.SignedIn found = jane.accounts.bySession(session.token()).orElseThrow();

        assertThat(found.caller().name()).isEqualTo(Somebody.NAME);
        assertThat(found.caller().roles()).containsExactly("publisher");
        assertThat(found.csrf()).isEqualTo(session.csrf()).isNotEqualTo(session.token());
        assertThat(jane.accounts.bySession(session.token() + "x")).isEmpty();
        assertThat(jane.accounts.bySession("")).isEmpty();
    }

    @Test
    void eachSignInHasATokenOfItsOwn() throws Exception {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            tokens.add(signIn(Optional.empty()).session().orElseThrow().token());
        }

        assertThat(tokens).hasSize(5).allMatch(token -> token.length() == 43);
    }

    @Test
    void anIdleSessionEnds() throws Exception {
        String token = signIn(Optional.empty()).session().orElseThrow().token();
        jane.clock.advance(Sessions.IDLE);
        assertThat(jane.accounts.bySession(token)).as("just in time").isPresent();

        jane.clock.advance(Sessions.IDLE.plusMillis(1));

        assertThat(jane.accounts.bySession(token)).isEmpty();
    }

    @Test
    void aBusySessionEndsAfterHalfADay() throws Exception {
        String token = signIn(Optional.empty()).session().orElseThrow().token();
        for (int hour = 1; hour <= 12; hour++) {
            jane.clock.advance(Duration.ofHours(1));
            assertThat(jane.accounts.bySession(token)).as("hour %d", hour).isPresent();
        }

        jane.clock.advance(Duration.ofMillis(1));

        assertThat(jane.accounts.bySession(token)).isEmpty();
    }

    @Test
    void theOldestOfTooManySessionsEnds() throws Exception {
        Sessions sessions = new Sessions(jane.clock);
        User user = new Users(jane.repository).find(Somebody.NAME).orElseThrow();
        String first = sessions.begin(user);
        String second = sessions.begin(user);
        for (int i = 0; i < 19; i++) {
            sessions.begin(user);
        }

        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(second)).isPresent();
    }

    @Test
    void aChangedPasswordEndsSessionsAndIsTheOnlyOneFromThenOn() throws Exception {
        Accounts.SignedIn session = signIn(Optional.empty()).session().orElseThrow();

        own(session.caller()).changePassword(Somebody.PASSWORD, NEXT, Somebody.HOME);

        assertThat(jane.accounts.bySession(session.token())).isEmpty();
        assertThat(signIn(Optional.empty()).result()).isEqualTo(Result.WRONG);
        assertThat(jane.accounts
                        .signIn(Somebody.NAME, NEXT, Optional.empty(), Somebody.HOME)
                        .result())
                .isEqualTo(Result.SIGNED_IN);
    }

    @Test
    void aPasswordIsNotChangedWithoutTheOldOneOrToAWeakOne() throws Exception {
        OwnAccount account = own(jane.holding("publisher"));

        assertRefused(() -> account.changePassword("wrong", NEXT, Somebody.HOME), Refusal.PASSWORD_WRONG);
        assertRefused(
                () -> account.changePassword(Somebody.PASSWORD, "short", Somebody.HOME), Refusal.PASSWORD_TOO_SHORT);
        assertRefused(
                () -> account.changePassword(Somebody.PASSWORD, "i am jane or so", Somebody.HOME),
                Refusal.PASSWORD_HAS_NAME);
        assertThat(signIn(Optional.empty()).result()).isEqualTo(Result.SIGNED_IN);
    }

    @Test
    void wrongPasswordsHaveToWaitAlsoForTheRightOne() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(jane.accounts
                            .signIn(Somebody.NAME, "wrong", Optional.empty(), Somebody.ELSEWHERE)
                            .result())
                    .isEqualTo(Result.WRONG);
        }

        SignIn early = jane.accounts.signIn(Somebody.NAME, Somebody.PASSWORD, Optional.empty(), Somebody.ELSEWHERE);

        assertThat(early.result()).isEqualTo(Result.LATER);
        assertThat(early.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(jane.accounts.authenticate(Somebody.NAME, Somebody.PASSWORD, Somebody.ELSEWHERE))
                .as("not by Basic either")
                .isEmpty();
        assertThat(signIn(Optional.empty()).result()).as("at home").isEqualTo(Result.SIGNED_IN);
        jane.clock.advance(early.delay());
        assertThat(jane.accounts
                        .signIn(Somebody.NAME, Somebody.PASSWORD, Optional.empty(), Somebody.ELSEWHERE)
                        .result())
                .isEqualTo(Result.SIGNED_IN);
    }

    @Test
    void whoIsDisabledOrRemovedIsSignedOut() throws Exception {
        String token = signIn(Optional.empty()).session().orElseThrow().token();
        String api = token(Set.of("products"), Set.of(Permission.READ));

        jane.repository.write(
                "users",
                session -> session.getNode("/admin/jane")
                        .setProperty("enabled", "false")
                        .isNew());

        assertThat(jane.accounts.bySession(token)).isEmpty();
        assertThat(jane.accounts.byToken(api, Somebody.HOME)).isEmpty();
        assertThat(signIn(Optional.empty()).result()).isEqualTo(Result.WRONG);
    }

    @Test
    void anotherUserOfTheSameNameInheritsNothing() throws Exception {
        String token = signIn(Optional.empty()).session().orElseThrow().token();
        String api = token(Set.of("products"), Set.of(Permission.READ));

        jane.hold("superuser"); // removes the node and adds another one

        assertThat(jane.accounts.bySession(token)).isEmpty();
        assertThat(jane.accounts.byToken(api, Somebody.HOME)).isEmpty();
    }

    @Test
    void aTokenIsGoodForItsScopeAlone() throws Exception {
        String api = token(Set.of("products"), Set.of(Permission.READ));

        Caller caller = jane.accounts.byToken(api, Somebody.HOME).orElseThrow();

        assertThat(caller.rights().mayRead("products", "/a")).isTrue();
        assertThat(caller.rights().may(Permission.CHANGE, "products", "/a")).isFalse();
        assertThat(caller.rights().mayRead("policies", "/a")).isFalse();
        assertThat(caller.rights().readRules("policies")).hasValue(List.of());
        assertThat(Access.decide(caller, "GET", "/.rest/admin/v1")).isEqualTo(Access.Decision.ALLOWED);
        assertThat(Access.decide(caller, "POST", "/.rest/admin/v1")).isEqualTo(Access.Decision.FORBIDDEN);
    }

    @Test
    void aTokenGivesNoMoreThanItsUserHas() throws Exception {
        String api = token(Set.of("*"), Set.of(Permission.values()));
        assertThat(jane.accounts
                        .byToken(api, Somebody.HOME)
                        .orElseThrow()
                        .rights()
                        .mayRead("users", "/a"))
                .isFalse();
        assertThat(jane.accounts
                        .byToken(api, Somebody.HOME)
                        .orElseThrow()
                        .rights()
                        .may(Permission.PUBLISH, "products", "/a"))
                .isTrue();
    }

    @Test
    void aSuperusersTokenIsNoSuperuser() throws Exception {
        Caller superuser = jane.holding("superuser");
        String api = own(superuser)
                .createToken("test", new Rights.Scope(Set.of("products"), Set.of(Permission.READ)), Duration.ofDays(1));

        Caller caller = jane.accounts.byToken(api, Somebody.HOME).orElseThrow();

        assertThat(caller.isSuperuser()).isFalse();
        assertThat(caller.rights().mayRead("products", "/a")).isTrue();
        assertThat(caller.rights().mayRead("users", "/a")).isFalse();
        assertThat(caller.rights().readRules("users")).hasValue(List.of());
        assertThat(caller.rights().mayEverywhere(List.of(Permission.CHANGE), "products"))
                .isFalse();
    }

    @Test
    void tokensExpireAndAreRevoked() throws Exception {
        String expiring = token(Set.of("products"), Set.of(Permission.READ));
        String revoked = token(Set.of("products"), Set.of(Permission.READ));
        OwnAccount account = own(jane.accounts.byToken(revoked, Somebody.HOME).orElseThrow());

        assertThat(account.revokeToken(revoked.split("_")[1])).isTrue();
        assertThat(jane.accounts.byToken(revoked, Somebody.HOME)).isEmpty();
        assertThat(account.revokeToken(revoked.split("_")[1])).as("again").isFalse();

        assertThat(jane.accounts.byToken(expiring, Somebody.HOME)).isPresent();
        jane.clock.advance(Duration.ofDays(1));
        assertThat(jane.accounts.byToken(expiring, Somebody.HOME)).isEmpty();
    }

    @Test
    void theSecretOfATokenIsNotStored() throws Exception {
        String api = token(Set.of("products"), Set.of(Permission.READ));
        String[] parts = api.split("_", 3);

        String stored = jane.repository.read(
                "users",
                session ->
                        session.getProperty("/tokens/" + parts[1] + "/digest").getString());

        assertThat(parts[2]).hasSize(43);
        assertThat(stored).hasSize(64).doesNotContain(parts[2]);
        assertThat(jane.accounts.byToken("hg_" + parts[1] + "_" + "A".repeat(43), Somebody.HOME))
                .isEmpty();
        assertThat(jane.accounts.byToken("hg_../../admin/jane_" + parts[2], Somebody.HOME))
                .isEmpty();
    }

    @Test
    void aTokenNeedsScopeLabelAndEnd() throws Exception {
        OwnAccount account = own(jane.holding("publisher"));
        Rights.Scope scope = new Rights.Scope(Set.of("products"), Set.of(Permission.READ));

        assertRefused(() -> account.createToken(" ", scope, Duration.ofDays(1)), Refusal.TOKEN_LABEL);
        assertRefused(() -> account.createToken("a", scope, Duration.ofDays(367)), Refusal.TOKEN_LIFETIME);
        assertRefused(() -> account.createToken("a", scope, Duration.ZERO), Refusal.TOKEN_LIFETIME);
        assertRefused(
                () -> account.createToken("a", new Rights.Scope(Set.of(), Set.of(Permission.READ)), Duration.ofDays(1)),
                Refusal.TOKEN_WITHOUT_SCOPE);
    }

    @Test
    void withASecondFactorThePasswordAloneIsNotEnough() throws Exception {
        String secret = enrol();

        assertThat(signIn(Optional.empty()).result()).isEqualTo(Result.CODE_NEEDED);
        assertThat(signIn(Optional.of("000000")).result()).isEqualTo(Result.WRONG);
        assertThat(jane.accounts.authenticate(Somebody.NAME, Somebody.PASSWORD, Somebody.HOME))
                .as("Basic has no place for a code")
                .isEmpty();
        String code = Totp.codeAt(secret, jane.clock.instant());
        assertThat(signIn(Optional.of(code)).result()).isEqualTo(Result.SIGNED_IN);
        assertThat(signIn(Optional.of(code)).result()).as("the same code").isEqualTo(Result.WRONG);
    }

    @Test
    void guessedCodesHaveToWaitAsWrongPasswordsDo() throws Exception {
        enrol();
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(Optional.of("00000" + i)).result()).isEqualTo(Result.WRONG);
        }

        assertThat(signIn(Optional.of("000005")).result()).isEqualTo(Result.LATER);
    }

    @Test
    void aRecoveryCodeWorksOnce() throws Exception {
        String recovery = enrolled().get(0);

        assertThat(signIn(Optional.of(recovery.toLowerCase(Locale.ROOT).replace("-", " ")))
                        .result())
                .isEqualTo(Result.SIGNED_IN);
        assertThat(signIn(Optional.of(recovery)).result()).isEqualTo(Result.WRONG);
    }

    @Test
    void neitherSecretNorRecoveryCodesAreReadable() throws Exception {
        OwnAccount account = own(jane.holding("publisher"));
        String secret = secretOf(account.enrolSecondFactor(Somebody.PASSWORD, Somebody.HOME));
        List<String> codes = account.confirmSecondFactor(Totp.codeAt(secret, jane.clock.instant()));

        User stored = new Users(jane.repository).find(Somebody.NAME).orElseThrow();

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(stored.totpSecret().orElseThrow()).doesNotContain(secret);
        assertThat(stored.recoveryCodes()).hasSize(10).doesNotContainAnyElementsOf(codes);
    }

    @Test
    void theSecondFactorIsTurnedOffWithPasswordAndCodeAlone() throws Exception {
        String secret = enrol();
        OwnAccount account = own(new Caller(Somebody.NAME, Set.of(), Rights.NONE, Caller.Via.SESSION));
        String code = Totp.codeAt(secret, jane.clock.instant());

        assertRefused(() -> account.disableSecondFactor("wrong", code, Somebody.HOME), Refusal.PASSWORD_WRONG);
        assertRefused(
                () -> account.disableSecondFactor(Somebody.PASSWORD, "000000", Somebody.HOME), Refusal.CODE_WRONG);
        account.disableSecondFactor(Somebody.PASSWORD, code, Somebody.HOME);

        assertThat(signIn(Optional.empty()).result()).isEqualTo(Result.SIGNED_IN);
    }

    private String enrol() throws Exception {
        OwnAccount account = own(jane.holding("publisher"));
        String secret = secretOf(account.enrolSecondFactor(Somebody.PASSWORD, Somebody.HOME));
        account.confirmSecondFactor(Totp.codeAt(secret, jane.clock.instant()));
        jane.clock.advance(Duration.ofMinutes(2));
        return secret;
    }

    private List<String> enrolled() throws Exception {
        OwnAccount account = own(jane.holding("publisher"));
        String secret = secretOf(account.enrolSecondFactor(Somebody.PASSWORD, Somebody.HOME));
        return account.confirmSecondFactor(Totp.codeAt(secret, jane.clock.instant()));
    }

    private static String secretOf(String uri) {
        return uri.replaceFirst(".*[?&]secret=([A-Z2-7]+).*", "$1");
    }

    private SignIn signIn(Optional<String> code) throws Exception {
        return jane.accounts.signIn(Somebody.NAME, Somebody.PASSWORD, code, Somebody.HOME);
    }

    private OwnAccount own(Caller caller) throws Exception {
        return jane.accounts.own(caller).orElseThrow();
    }

    private String token(Set<String> workspaces, Set<Permission> permissions) throws Exception {
        return own(new Caller(Somebody.NAME, Set.of(), Rights.NONE, Caller.Via.SESSION))
                .createToken("test", new Rights.Scope(workspaces, permissions), Duration.ofDays(1));
    }

    private static void assertRefused(ThrowingCallable work, Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(work)
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}

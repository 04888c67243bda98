package org.heliograph.cms.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.heliograph.cms.app.Settings.InvalidSettingsException;
import org.heliograph.cms.message.ContactMessages;
import org.heliograph.cms.repository.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SettingsTest {

    @TempDir
    private Path directory;

    private Path file;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("heliograph.properties");
        // What else is set on a machine is none of the host's business.
        environment.put("PATH", "/usr/bin");
        system.setProperty("java.version", "17");
    }

    private Settings load() throws InvalidSettingsException {
        return Settings.load(file, environment, system);
    }

    private List<String> problems() {
        return catchThrowableOfType(InvalidSettingsException.class, this::load).problems();
    }

    private void writeFile(String content) throws IOException {
        Files.writeString(file, content);
    }

    @Test
    void nothingNeedsToBeSet() throws Exception {
        assertThat(load())
                .isEqualTo(new Settings(
                        "127.0.0.1",
                        8080,
                        "",
                        "http://localhost:8080/magnolia",
                        Path.of("data"),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true,
                        Optional.empty(),
                        false,
                        List.of(),
                        Settings.Instance.COMBINED,
                        50,
                        30,
                        "'self'",
                        ContactMessages.Settings.of(Map.of())));
    }

    @Test
    void everythingCanBeSet() throws Exception {
        Path modules = Files.createDirectory(directory.resolve("modules"));
        Path content = Files.createDirectory(directory.resolve("内容"));
        environment.put("HELIOGRAPH_DATABASE", "jdbc:postgresql://db/cms");
        environment.put("HELIOGRAPH_DATABASE_USER", "editor");
        environment.put("HELIOGRAPH_DATABASE_PASSWORD", "open sesame");
        environment.put("HELIOGRAPH_VERSIONS", "7");
        environment.put("HELIOGRAPH_TRASH_DAYS", "90");
        environment.put("HELIOGRAPH_FRAME_ANCESTORS", "https://editor.acme.example, http://localhost:3000");
        environment.put("HELIOGRAPH_MESSAGES_SPAM_HOLD_AT", "120");
        environment.put("HELIOGRAPH_MESSAGES_RETENTION_ENQUIRY", "30");
        environment.put("HELIOGRAPH_STRICT_PARAMETERS", "true");
        environment.put("HELIOGRAPH_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::1,");
        environment.putAll(Map.of(
                "HELIOGRAPH_HOST", "0.0.0.0",
                "HELIOGRAPH_PORT", "0",
                "HELIOGRAPH_CONTEXT_PATH", "/site/a",
                "HELIOGRAPH_BASE_URL", "https://energy.example/",
                "HELIOGRAPH_DATA", "/var/lib/heliograph",
                "HELIOGRAPH_LIGHT_MODULES", modules + " , " + content + ",",
                "HELIOGRAPH_BOOTSTRAP", content.toString(),
                "HELIOGRAPH_SAMPLES", "FALSE",
                "HELIOGRAPH_ADMIN_PASSWORD", "correct horse",
                "HELIOGRAPH_INSTANCE", "author"));

        assertThat(load())
                .isEqualTo(new Settings(
                        "0.0.0.0",
                        0,
                        "/site/a",
                        "https://energy.example",
                        Path.of("/var/lib/heliograph"),
                        Optional.of(new Database("jdbc:postgresql://db/cms", "editor", "open sesame")),
                        List.of(modules, content),
                        List.of(content),
                        false,
                        Optional.of("correct horse"),
                        true,
                        List.of("10.0.0.0/8", "192.0.2.1/32", "2001:db8::1/128"),
                        Settings.Instance.AUTHOR,
                        7,
                        90,
                        "'self' https://editor.acme.example http://localhost:3000",
                        ContactMessages.Settings.of(
                                Map.of("messages.spam.hold-at", "120", "messages.retention.enquiry", "30"))));
    }

    @Test
    void wrongSettingsOfMessagesAreToldUnderTheNamesOfTheHost() {
        environment.put("HELIOGRAPH_MESSAGES_RETENTION_ENQUIRY", "for ever");

        assertThat(problems())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("HELIOGRAPH_MESSAGES_RETENTION_ENQUIRY");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, http",
        "PORT, -1",
        "VERSIONS, 0",
        "TRASH_DAYS, many",
        "FRAME_ANCESTORS, *",
        "PORT, 65536",
        "PORT, 99999999999",
        "PORT, 80.5",
        "PORT, ٨٠",
        "PROXIES, localhost",
        "PROXIES, 10.0.0.0/33",
        "PROXIES, 10.0.0",
        "PROXIES, *",
        "CONTEXT_PATH, site",
        "CONTEXT_PATH, /site/",
        "CONTEXT_PATH, /",
        "CONTEXT_PATH, /a b",
        "CONTEXT_PATH, //a",
        "BASE_URL, energy.example",
        "BASE_URL, ftp://energy.example",
        "BASE_URL, http://",
        "BASE_URL, http://a b",
        "LIGHT_MODULES, /no/such/directory",
        "BOOTSTRAP, /no/such/directory",
        "SAMPLES, yes",
        "ADMIN_PASSWORD, short",
        "INSTANCE, public",
        "ADMIN_PASSWORD_FILE, /no/such/file"
    })
    void aWrongValueIsOneProblemThatNamesItsSetting(String name, String value) {
        environment.put("HELIOGRAPH_" + name, value);

        assertThat(problems()).singleElement().asString().startsWith("HELIOGRAPH_" + name + " ");
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        environment.put(
                "HELIOGRAPH_LIGHT_MODULES",
                Files.createFile(directory.resolve("file")).toString());

        assertThat(problems()).singleElement().asString().contains("existing directories");
    }

    @Test
    void secretsAreTheFirstLinesOfFiles() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "gehört 到 file \nsecond line\n");
        environment.put("HELIOGRAPH_ADMIN_PASSWORD_FILE", secret.toString());
        environment.put("HELIOGRAPH_DATABASE", "jdbc:postgresql://db/cms");
        environment.put("HELIOGRAPH_DATABASE_USER", "editor");
        environment.put("HELIOGRAPH_DATABASE_PASSWORD_FILE", secret.toString());

        assertThat(load().adminPassword()).contains("gehört 到 file ");
        assertThat(load().database().orElseThrow().password()).isEqualTo("gehört 到 file ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \nsecond line"})
    void aFileWithoutASecretIsAProblem(String content) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), content);
        environment.put("HELIOGRAPH_ADMIN_PASSWORD_FILE", secret.toString());

        assertThat(problems()).singleElement().asString().startsWith("HELIOGRAPH_ADMIN_PASSWORD_FILE ");
    }

    @Test
    void aSecretIsGivenInOneWay() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "in the file");
        environment.put("HELIOGRAPH_ADMIN_PASSWORD_FILE", secret.toString());
        environment.put("HELIOGRAPH_ADMIN_PASSWORD", "in the setting");

        assertThat(problems()).singleElement().asString().contains("both set").doesNotContain("in the");
    }

    @Test
    void userAndPasswordBelongToADatabase() {
        environment.put("HELIOGRAPH_DATABASE_PASSWORD", "s3cr3t");

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("HELIOGRAPH_DATABASE is not set")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db/cms",
                "jdbc:h2:content",
                "jdbc:postgresql:cms",
                "jdbc:postgresql://db:port/cms",
                "jdbc:postgresql://editor:s3cr3t@db/cms",
                "jdbc:postgresql://db/cms?user=editor&password=s3cr3t"
            })
    void anAddressOfNoDatabaseIsAProblemAndNotRepeated(String address) {
        environment.put("HELIOGRAPH_DATABASE", address);
        environment.put("HELIOGRAPH_DATABASE_USER", "editor");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("HELIOGRAPH_DATABASE takes ")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aPasswordIsNeverRepeated() {
        environment.put("HELIOGRAPH_ADMIN_PASSWORD", "s3cr3t");

        assertThat(problems()).singleElement().asString().doesNotContain("s3cr3t");
    }

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        writeFile("port=1\nHELIOGRAPH_SAMPLES=maybe\n");
        environment.put("HELIOGRAPH_PORT", "http");
        environment.put("HELIOGRAPH_PROT", "8080");
        system.setProperty("HELIOGRAPH_INSTANCE", "publik");

        assertThat(problems())
                .hasSize(5)
                .anyMatch(p -> p.contains("port is no setting"))
                .anyMatch(p -> p.startsWith("HELIOGRAPH_SAMPLES"))
                .anyMatch(p -> p.startsWith("HELIOGRAPH_PORT"))
                .anyMatch(p -> p.startsWith("HELIOGRAPH_INSTANCE"))
                .anyMatch(p -> p.startsWith("HELIOGRAPH_PROT is no setting") && p.contains("HELIOGRAPH_PORT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankValueCountsAsNotSet(String blank) throws Exception {
        for (String name : List.of(
                "HOST",
                "PORT",
                "CONTEXT_PATH",
                "BASE_URL",
                "DATA",
                "LIGHT_MODULES",
                "BOOTSTRAP",
                "SAMPLES",
                "ADMIN_PASSWORD",
                "INSTANCE")) {
            environment.put("HELIOGRAPH_" + name, blank);
        }

        Settings blanks = load();
        environment.clear();

        assertThat(blanks).isEqualTo(load());
    }

    @Test
    void theLaterSourceWins() throws Exception {
        writeFile("HELIOGRAPH_HOST=file\nHELIOGRAPH_PORT=1\nHELIOGRAPH_DATA=file\n");
        environment.put("HELIOGRAPH_PORT", "2");
        environment.put("HELIOGRAPH_DATA", "environment");
        system.setProperty("HELIOGRAPH_DATA", "system");

        Settings settings = load();

        assertThat(settings.host()).isEqualTo("file");
        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.data()).isEqualTo(Path.of("system"));
    }

    @Test
    void aBlankValueHidesNoneOfAnEarlierSource() throws Exception {
        writeFile("HELIOGRAPH_PORT=1\n");
        environment.put("HELIOGRAPH_PORT", "");
        system.setProperty("HELIOGRAPH_PORT", " ");

        assertThat(load().port()).isEqualTo(1);
    }

    @Test
    void aPasswordMayBeginAndEndWithBlanks() throws Exception {
        environment.put("HELIOGRAPH_ADMIN_PASSWORD", " correct horse ");

        assertThat(load().adminPassword()).hasValue(" correct horse ");
    }

    @Test
    void theFileIsReadAsUtf8() throws Exception {
        writeFile("# 设置\nHELIOGRAPH_DATA=数据\n");

        assertThat(load().data()).isEqualTo(Path.of("数据"));
    }

    @Test
    void aFileInAnotherEncodingIsAProblem() throws Exception {
        Files.write(file, "HELIOGRAPH_DATA=é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("heliograph.properties")
                .contains("UTF-8");
    }

    @Test
    void aFileWithABrokenEscapeIsAProblem() throws Exception {
        writeFile("HELIOGRAPH_DATA=\\u12\n");

        assertThat(problems()).singleElement().asString().contains("heliograph.properties");
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsAProblem() throws Exception {
        Files.createDirectory(file);

        assertThat(problems()).singleElement().asString().contains("heliograph.properties");
    }
}

package org.heliograph.cms.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.heliograph.cms.app.Settings.InvalidSettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The settings of a host in a servlet container. */
class DeployedSettingsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();
    private final Map<String, String> parameters = new HashMap<>();

    @BeforeEach
    void nameTheData() {
        parameters.put("HELIOGRAPH_DATA", directory.toString());
        parameters.put("com.example.other", "is of no interest");
    }

    private Settings load(String contextPath) throws InvalidSettingsException {
        return Settings.deployed(
                directory.resolve("heliograph.properties"), environment, system, parameters, contextPath);
    }

    private List<String> problems(String contextPath) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> load(contextPath))
                .problems();
    }

    @Test
    void parametersOfTheDeploymentWinOverWhatIsCommonToAll() throws Exception {
        Files.writeString(
                directory.resolve("heliograph.properties"), "HELIOGRAPH_VERSIONS=2\nHELIOGRAPH_TRASH_DAYS=2\n");
        environment.put("HELIOGRAPH_VERSIONS", "3");
        system.setProperty("HELIOGRAPH_VERSIONS", "4");
        parameters.put("HELIOGRAPH_VERSIONS", "5");

        Settings settings = load("/energy");

        assertThat(settings.versions()).isEqualTo(5);
        assertThat(settings.trashDays()).isEqualTo(2);
        assertThat(settings.data()).isEqualTo(directory);
        assertThat(settings.contextPath()).isEqualTo("/energy");
    }

    @Test
    void theRootHasNoContextPath() throws Exception {
        assertThat(load("").contextPath()).isEmpty();
    }

    @Test
    void whatTheContainerDecidesIsRefusedWhereverItIsSet() throws IOException {
        Files.writeString(directory.resolve("heliograph.properties"), "HELIOGRAPH_HOST=0.0.0.0\n");
        environment.put("HELIOGRAPH_PORT", "8080");
        system.setProperty("HELIOGRAPH_CONTEXT_PATH", "/site");
        parameters.put("HELIOGRAPH_PROXIES", "10.0.0.0/8");

        assertThat(problems("/energy"))
                .hasSize(4)
                .allMatch(problem -> problem.contains("is not for a WAR") && problem.contains("docs/war.md"));
    }

    @Test
    void thereIsNoWorkingDirectory() {
        parameters.put("HELIOGRAPH_DATA", "data");
        parameters.put("HELIOGRAPH_LIGHT_MODULES", ".");

        assertThat(problems(""))
                .containsExactlyInAnyOrder(
                        "HELIOGRAPH_DATA is 'data' but takes an absolute path in a WAR",
                        "HELIOGRAPH_LIGHT_MODULES is '.' but takes an absolute path in a WAR");
    }

    @Test
    void theDataDirectoryHasNoDefault() {
        parameters.put("HELIOGRAPH_DATA", " ");

        assertThat(problems("")).singleElement().asString().startsWith("HELIOGRAPH_DATA is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/能源", "/a/../b?", "/%41"})
    void aContextPathThatAddressesCannotHoldIsRefused(String contextPath) {
        assertThat(problems(contextPath)).singleElement().asString().contains("'" + contextPath + "'", "Rename it");
    }
}

package org.heliograph.cms.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Definitions of the class path and of directories, and how they follow the files. */
class DefinitionRegistryTest {

    private static final String ENDPOINT = "restEndpoints/delivery/sun_v1.yaml";

    @TempDir
    Path directory;

    private final BlockingQueue<Definitions> changes = new LinkedBlockingQueue<>();
    private LightModule module;
    private DefinitionRegistry registry;

    @BeforeEach
    void openRegistry() throws IOException {
        module = new LightModule(directory, "solar").write(ENDPOINT, "workspace: website\nlimit: 1\n");
        registry = DefinitionRegistry.open(List.of(directory));
        registry.onChange(changes::add);
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    /** The first change after which a condition holds; fails if there is none in ten seconds. */
    private Definitions await(Predicate<Definitions> condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Definitions definitions = registry.current();
        while (!condition.test(definitions)) {
            definitions = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(definitions).as("a change in time").isNotNull();
        }
        return definitions;
    }

    private static Predicate<Definitions> limit(long limit) {
        return d -> d.endpoints().get("delivery/sun_v1").limit() == limit;
    }

    @Test
    void aChangedFileIsReadAgain() throws Exception {
        Definitions before = registry.current();

        module.write(ENDPOINT, "workspace: website\nlimit: 22\n");

        Definitions after = await(limit(22));
        assertThat(registry.current()).isSameAs(after);
        assertThat(before.endpoints().get("delivery/sun_v1").limit()).isEqualTo(1);
    }

    @Test
    void aFileMovedIntoPlaceIsReadAgain() throws Exception {
        Path prepared = Files.writeString(directory.resolve("prepared"), "workspace: website\nlimit: 33\n");

        Files.move(prepared, module.path(ENDPOINT), StandardCopyOption.ATOMIC_MOVE);

        await(limit(33));
    }

    @Test
    void aBadEditKeepsTheLastGoodVersionUntilItIsMended() throws Exception {
        module.write(ENDPOINT, "workspace: website\nlimit: [\n");

        Definitions bad = await(
                d -> d.problems().stream().anyMatch(p -> p.location().file().equals("solar/" + ENDPOINT)));
        assertThat(bad.endpoints().get("delivery/sun_v1").limit()).isEqualTo(1);

        module.write(ENDPOINT, "workspace: website\nlimit: 44\n");
        Definitions mended = await(limit(44));
        assertThat(mended.problems()).isEmpty();
    }

    @Test
    void aDeletedFileTakesItsDefinitionAway() throws Exception {
        module.delete(ENDPOINT);

        await(d -> d.endpoints().isEmpty() || !d.endpoints().containsKey("delivery/sun_v1"));
    }

    @Test
    void newDirectoriesAndModulesAreSeen() throws Exception {
        module.write("dialogs/deep/er/teaser.yaml", "label: Teaser\n");
        await(d -> d.dialogs().containsKey("solar:deep/er/teaser"));

        module.write("dialogs/deep/er/hero.yaml", "label: Hero\n");
        await(d -> d.dialogs().containsKey("solar:deep/er/hero"));

        new LightModule(directory, "wind").write("dialogs/teaser.yaml", "label: Teaser\n");
        await(d -> d.dialogs().containsKey("wind:teaser"));
    }

    @Test
    void aBadContentTypeKeepsItsAppAndABadBundleItsTexts() throws Exception {
        module.write("contentTypes/panel.yaml", "datasource: {workspace: panels}\nmodel: {properties: [{name: a}]}\n");
        module.write("apps/panels.yaml", "!content-type:panel\nname: panels\n");
        module.write("i18n/solar_en.properties", "panels.label=Panels\n");
        await(d -> d.apps().containsKey("panels")
                && d.messages().find(Locale.ENGLISH, "panels.label").isPresent());

        module.write("contentTypes/panel.yaml", "datasource: [\n");
        module.write("i18n/solar_en.properties", "panels.label=\\u00zz\n");

        Definitions bad = await(d -> d.problems().size() == 2);
        assertThat(bad.contentTypes()).containsKey("panel");
        assertThat(bad.apps().get("panels").config().at("subApps.detail.form.properties.a"))
                .isPresent();
        assertThat(bad.messages().find(Locale.ENGLISH, "panels.label")).contains("Panels");
    }

    @Test
    void aBadIncludeOrDecorationKeepsWhatItWasGoodFor() throws Exception {
        new LightModule(directory, "wind").write("decorations/solar/" + ENDPOINT, "limit: 55\n");
        module.write("includes/x.yaml", "label: Included\n");
        module.write("dialogs/x.yaml", "!include:/solar/includes/x.yaml\n");
        await(d -> limit(55).test(d) && d.dialogs().containsKey("solar:x"));

        Files.writeString(directory.resolve("wind/decorations/solar").resolve(ENDPOINT), "limit: [\n");
        module.write("includes/x.yaml", "label: [\n");

        Definitions bad = await(d -> d.problems().size() == 2);
        assertThat(bad.endpoints().get("delivery/sun_v1").limit()).isEqualTo(55);
        assertThat(bad.dialogs().get("solar:x").config().text("label")).contains("Included");
    }

    @Test
    void aFailingListenerStopsNothing() throws Exception {
        try (DefinitionRegistry own = DefinitionRegistry.open(List.of(directory))) {
            own.onChange(d -> {
                throw new IllegalStateException("on purpose");
            });
            BlockingQueue<Definitions> told = new LinkedBlockingQueue<>();
            own.onChange(told::add);

            module.write(ENDPOINT, "workspace: website\nlimit: 66\n");

            assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void aDirectoryOverridesAFileOfTheClassPath() throws Exception {
        Path file = directory.resolve("heliograph/contentTypes/topic.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "datasource: {workspace: other-topics}\nmodel: {properties: [{name: title}]}\n");

        Definitions definitions = await(
                d -> d.contentTypes().get("topic").datasource().workspace().equals("other-topics"));

        assertThat(definitions.contentTypes().get("product").datasource().workspace())
                .isEqualTo("products");
    }

    @Test
    void anOperatorsModuleComesBeforeTheHostsAndBothKeepTheirContentTypes() throws Exception {
        module.write(
                "contentTypes/topic.yaml", "datasource: {workspace: sun-topics}\nmodel: {properties: [{name: a}]}\n");

        Definitions definitions = await(d -> d.contentTypes().containsKey("heliograph:topic"));

        assertThat(definitions.contentTypes().get("topic").datasource().workspace())
                .isEqualTo("sun-topics");
        assertThat(definitions
                        .contentTypes()
                        .get("heliograph:topic")
                        .datasource()
                        .workspace())
                .isEqualTo("topics");
    }

    @Test
    void aDirectoryMayBeAModuleItself() throws Exception {
        assertThat(DefinitionRegistry.load(List.of(directory.resolve("solar"))).endpoints())
                .containsKey("delivery/sun_v1");
    }
}

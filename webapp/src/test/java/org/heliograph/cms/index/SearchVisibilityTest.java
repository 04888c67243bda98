package org.heliograph.cms.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.definition.DefinitionRegistry;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The search box shows of an item what delivery endpoints show of it to the same caller, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchVisibilityTest {

    private static final List<String> FOLDERS = List.of("open", "open/press", "openly", "closed", "nowhere");

    private ContentRepository repository;
    private ReadModel model;

    @BeforeAll
    void writeContent(@TempDir Path directory) throws RepositoryException, IOException {
        Path modules = directory.resolve("modules");
        module(modules);
        Definitions definitions = DefinitionRegistry.load(List.of(modules));
        assertThat(definitions.contentTypes()).containsKeys("leaflet", "hidden");
        repository = ContentRepository.open(directory.resolve("repository"));
        repository.register(definitions.contentTypes().values());
        model = ReadModel.open(repository, directory.resolve("index"), directory.resolve("stamp"), definitions);
        repository.write("leaflets", session -> {
            for (String folder : FOLDERS) {
                String name = folder.replace("/", "");
                Node parent = session.getRootNode().addNode(name.equals("openpress") ? folder : name, "mgnl:folder");
                leaflet(parent, name);
            }
            return true;
        });
    }

    private static void leaflet(Node parent, String name) throws RepositoryException {
        Node leaflet = parent.addNode(name, "mgnl:content");
        leaflet.setProperty("title", "canary title");
        leaflet.setProperty("title_zh", "金丝雀");
        leaflet.setProperty("note", "marginalia 旁注");
        leaflet.setProperty("secret", "zebrafink 斑胸草雀");
        leaflet.setProperty("unknown", "undeclared");
        leaflet.addNode("part", "mgnl:contentNode").setProperty("text", "appendix");
        parent.addNode(name + "-hidden", "mgnl:contentNode").setProperty("title", "canary hidden");
    }

    /** Below /open all see titles, below /open/press notes as well; below /closed the authorised see notes and parts. */
    private static void module(Path modules) throws IOException {
        write(modules, "canary/module.yaml", "version: 1.0.0\n");
        write(modules, "canary/contentTypes/leaflet.yaml", type("mgnl:content"));
        write(modules, "canary/contentTypes/hidden.yaml", type("mgnl:contentNode"));
        endpoint(modules, "open", "/open", "depth: 0", "bypassWorkspaceAcls: true", "properties: [title]");
        endpoint(
                modules,
                "press",
                "/open/press",
                "depth: 0",
                "bypassWorkspaceAcls: true",
                "excludeProperties: [secret]");
        endpoint(modules, "closed", "/closed", "depth: 1", "bypassWorkspaceAcls: false", "excludeProperties: [secret]");
        write(
                modules,
                "canary/restEndpoints/inner/leaflets.yaml",
                "$type: jcrDeliveryEndpoint_v2\nworkspace: leaflets\nnodeTypes: [mgnl:content]\n"
                        + "bypassWorkspaceAcls: true\nrootPath: /nowhere\n");
    }

    private static String type(String nodeType) {
        return String.join(
                "\n",
                "datasource:",
                "  workspace: leaflets",
                "  autoCreate: true",
                "model:",
                "  nodeType: " + nodeType,
                "  properties:",
                "    - {name: title, i18n: true}",
                "    - {name: note}",
                "    - {name: secret}",
                "    - {name: part, type: annex}",
                "  subModels:",
                "    - name: annex",
                "      properties:",
                "        - {name: text}",
                "");
    }

    private static void endpoint(Path modules, String name, String root, String... lines) throws IOException {
        write(
                modules,
                "canary/restEndpoints/delivery/leaflets-" + name + ".yaml",
                "$type: jcrDeliveryEndpoint_v2\nworkspace: leaflets\nnodeTypes: [mgnl:content]\nrootPath: " + root
                        + "\n" + String.join("\n", lines) + "\n");
    }

    private static void write(Path modules, String file, String text) throws IOException {
        Path path = modules.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @AfterAll
    void close() throws IOException {
        model.close();
        repository.close();
    }

    private TextHits find(String text, boolean everything, String... types) {
        try (Snapshot now = model.acquire()) {
            return now.find(new TextSearch(View.WORKING, text, Set.of(types), "en", everything, 0, 100));
        }
    }

    private List<String> paths(String text, boolean everything) {
        return find(text, everything).hits().stream().map(TextHits.Hit::path).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "canary, /open/open /open/press/openpress, /closed/closed",
        "金丝雀, /open/open /open/press/openpress, /closed/closed",
        "jinsique, /open/open /open/press/openpress, /closed/closed",
        "jsq, /open/open /open/press/openpress, /closed/closed",
        "ana, /open/open /open/press/openpress, /closed/closed",
        "marginalia, /open/press/openpress, /closed/closed",
        "旁注, /open/press/openpress, /closed/closed",
        "appendix, '', /closed/closed",
        "zebrafink, '', ''",
        "斑胸, '', ''",
        "undeclared, '', ''",
        "hidden, '', ''",
        "openly, '', ''"
    })
    void eachFindsWhatEndpointsShowToThem(String text, String everybody, String authorisedBesides) {
        List<String> open = split(everybody);
        assertThat(paths(text, false)).containsExactlyInAnyOrderElementsOf(open);
        assertThat(paths(text, true))
                .containsAll(open)
                .hasSize(open.size() + split(authorisedBesides).size());
        assertThat(paths(text, true)).containsAll(split(authorisedBesides));
    }

    private static List<String> split(String paths) {
        return paths.isEmpty() ? List.of() : List.of(paths.split(" "));
    }

    @Test
    void totalsTypesAndSuggestionsTellNoMore() {
        assertThat(find("canary", false).total()).isEqualTo(2);
        assertThat(find("canary", true).total()).isEqualTo(3);
        assertThat(find("canary", false, "leaflet").total()).isEqualTo(2);
        assertThat(find("canary", true, "leaflet").total()).isEqualTo(3);
        assertThat(find("canary", true, "hidden").total()).isZero();
        try (Snapshot now = model.acquire()) {
            assertThat(now.suggest(new TextSearch(View.WORKING, "marg", Set.of(), "en", true, 0, 10)))
                    .isEmpty();
            assertThat(now.suggest(new TextSearch(View.WORKING, "cana", Set.of(), "en", false, 0, 10)))
                    .containsExactly("canary title");
        }
    }

    @Test
    void nothingElseOfAnItemIsShown() {
        assertThat(find("canary", true).hits())
                .allSatisfy(hit -> assertThat(hit.toString()).doesNotContain("zebrafink", "斑胸草雀", "undeclared"));
        assertThat(find("canary title", false).hits())
                .filteredOn(hit -> hit.path().equals("/open/open"))
                .allSatisfy(hit -> assertThat(hit.toString()).doesNotContain("marginalia", "appendix"))
                .hasSize(1);
    }

    @Test
    void anItemIsFoundWhereItWasMovedTo() throws RepositoryException {
        // when
        move("/open/press/openpress", "/nowhere/moved");

        // then
        assertThat(paths("marginalia", false)).isEmpty();

        // when
        move("/nowhere/moved", "/open/press/openpress");

        // then
        assertThat(paths("marginalia", false)).containsExactly("/open/press/openpress");
    }

    private void move(String from, String to) throws RepositoryException {
        repository.write("leaflets", session -> {
            session.move(from, to);
            return true;
        });
    }
}

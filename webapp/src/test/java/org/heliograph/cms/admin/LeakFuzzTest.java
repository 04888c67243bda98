package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants canaries in everything that is not public, in a thousand random graphs of items, and looks for them through every
 * route that anybody may ask. {@code -Dheliograph.leak.seed=N} repeats a run.
 */
class LeakFuzzTest {

    private static final Logger LOG = LoggerFactory.getLogger(LeakFuzzTest.class);

    private static final int GRAPHS = 1000;
    private static final int BATCH = 50;
    private static final String CANARY = "canary";
    /** In values of published items that the endpoint excludes. Filters may use them, as in Magnolia; nothing shows them. */
    private static final String EXCLUDED = "magpie";

    private static final Map<String, String> MODULE = Map.of(
            "module.yaml",
            "version: 1.0.0\n",
            "contentTypes/book.yaml",
            """
            datasource:
              workspace: books
              autoCreate: true
              namespaces:
                t: https://test.example/jcr/1.0
            model:
              nodeType: t:book
              properties:
                - name: title
                  required: true
                  i18n: true
                - name: code
                - name: secret
                - name: author
                  type: reference:author
                - name: sequel
                  type: reference:book
                - name: cover
                  type: asset
                - name: chapters
                  type: chapter
                  multiple: true
              subModels:
                - name: chapter
                  properties:
                    - name: heading
                      i18n: true
            """,
            "contentTypes/author.yaml",
            """
            datasource:
              workspace: authors
              autoCreate: true
              namespaces:
                t: https://test.example/jcr/1.0
            model:
              nodeType: t:author
              properties:
                - name: title
                  required: true
                  i18n: true
            """,
            "restEndpoints/delivery/books.yaml",
            """
            $type: jcrDeliveryEndpoint_v2
            workspace: books
            nodeTypes:
              - t:book
            childNodeTypes:
              - mgnl:contentNode
            depth: 3
            limit: 100
            bypassWorkspaceAcls: true
            excludeProperties:
              - secret
            references:
              author:
                propertyName: author
                referenceResolver:
                  $type: jcrReferenceResolver
                  targetWorkspace: authors
                  expand: true
              cover:
                propertyName: cover
                referenceResolver:
                  $type: assetReferenceResolver
                  expand: true
                  includeAssetMetadata: true
                  includeDownloadLink: true
            """,
            "restEndpoints/delivery/authors.yaml",
            """
            $type: jcrDeliveryEndpoint_v2
            workspace: authors
            nodeTypes:
              - t:author
            bypassWorkspaceAcls: true
            """,
            "restEndpoints/delivery/closed.yaml",
            """
            $type: jcrDeliveryEndpoint_v2
            workspace: books
            nodeTypes:
              - t:book
            depth: 3
            """);

    /** What becomes of an item. */
    private enum Fate {
        OPEN,
        CHINESE_ONLY,
        CHANGED_SINCE,
        DRAFT,
        SCHEDULED,
        TAKEN_BACK,
        DELETED;

        boolean isPublished() {
            return this == OPEN || this == CHANGED_SINCE || this == CHINESE_ONLY;
        }
    }

    private record Item(String workspace, String id, String path, Fate fate) {

        Map<String, String> reference() {
            return Map.of("workspace", workspace, "id", id);
        }
    }

    private final Random random;
    private final List<Item> items = new ArrayList<>();
    private final Map<Fate, Long> books = new EnumMap<>(Fate.class);
    private AdminClient superuser;
    private AdminClient anonymous;
    private int asked;

    LeakFuzzTest() {
        long seed = Long.getLong("heliograph.leak.seed", System.nanoTime());
        LOG.info("Repeat with -Dheliograph.leak.seed={}", seed);
        random = new Random(seed);
    }

    @Test
    void nothingThatIsNotPublishedReachesThePublic(@TempDir Path directory) throws Exception {
        Path modules = directory.resolve("modules");
        for (Map.Entry<String, String> file : MODULE.entrySet()) {
            Path path = modules.resolve("library").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try (TestHost host = TestHost.start(directory, Map.of("HELIOGRAPH_LIGHT_MODULES", modules.toString()))) {
            superuser = AdminClient.superuser(host).withoutContract();
            anonymous = AdminClient.anonymous(host);
            for (int first = 0; first < GRAPHS; first += BATCH) {
                List<Item> batch = plant(first);
                publish(batch);
                // Kept answers must not outlive what they show.
                ask(batch, false);
                takeBack(batch);
                ask(batch, true);
            }
            LOG.info("{} items, {} answers looked through", items.size(), asked);
        }
    }

    private String open() {
        return "open" + Integer.toHexString(random.nextInt());
    }

    private String canary() {
        return CANARY + Integer.toHexString(random.nextInt());
    }

    private List<Item> plant(int first) {
        List<Item> batch = new ArrayList<>();
        StringBuilder assets = new StringBuilder();
        StringBuilder authors = new StringBuilder();
        StringBuilder volumes = new StringBuilder();
        for (int graph = first; graph < first + BATCH; graph++) {
            String folder = "/g" + graph;
            for (StringBuilder file : List.of(assets, authors, volumes)) {
                file.append("g").append(graph).append(":\n  jcr:primaryType: mgnl:folder\n");
            }
            Item asset = item(batch, "dam", folder + "/a0");
            addAsset(assets, asset);
            Item author = item(batch, "authors", folder + "/p0");
            addAuthor(authors, author);
            List<Item> shelf = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                shelf.add(item(batch, "books", folder + "/b" + i));
            }
            shelf.forEach(book -> addBook(volumes, book, author, asset, shelf.get(random.nextInt(shelf.size()))));
        }
        upload("dam.g" + first, assets);
        upload("authors.g" + first, authors);
        upload("books.g" + first, volumes);
        items.addAll(batch);
        batch.stream()
                .filter(item -> item.workspace().equals("books"))
                .forEach(item -> books.merge(item.fate(), 1L, Long::sum));
        return batch;
    }

    private Item item(List<Item> batch, String workspace, String path) {
        Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
        Item item = new Item(workspace, new UUID(random.nextLong(), random.nextLong()).toString(), path, fate);
        batch.add(item);
        return item;
    }

    /** What is published at first of an item, in a language. */
    private String said(Item item, boolean chinese) {
        return switch (item.fate()) {
            case OPEN, CHANGED_SINCE -> open();
            case CHINESE_ONLY -> chinese ? open() : canary();
            default -> canary();
        };
    }

    private void addAsset(StringBuilder file, Item item) {
        String text = said(item, true);
        head(file, item, "mgnl:asset");
        file.append("    title: ").append(text).append('\n');
        file.append("    jcr:content:\n      jcr:primaryType: mgnl:resource\n      jcr:mimeType: text/plain\n");
        file.append("      fileName: ").append(text).append(".txt\n      extension: txt\n");
        file.append("      jcr:data: !!binary ")
                .append(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .append('\n');
    }

    private void addAuthor(StringBuilder file, Item item) {
        head(file, item, "t:author");
        file.append("    title: ").append(said(item, false)).append('\n');
        file.append("    title_zh: ").append(said(item, true)).append('\n');
    }

    private void addBook(StringBuilder file, Item book, Item author, Item cover, Item sequel) {
        head(file, book, "t:book");
        file.append("    title: ").append(said(book, false)).append('\n');
        file.append("    title_zh: ").append(said(book, true)).append('\n');
        file.append("    code: ").append(said(book, true)).append('\n');
        file.append("    secret: ").append(EXCLUDED).append(random.nextInt()).append('\n');
        file.append("    author: ").append(author.id()).append('\n');
        file.append("    cover: jcr:").append(cover.id()).append('\n');
        file.append("    sequel: ").append(sequel.id()).append('\n');
        file.append("    chapters:\n      '0':\n");
        file.append("        heading: ").append(said(book, false)).append('\n');
        file.append("        heading_zh: ").append(said(book, true)).append('\n');
    }

    private static void head(StringBuilder file, Item item, String type) {
        file.append("  ")
                .append(item.path().substring(item.path().lastIndexOf('/') + 1))
                .append(":\n    jcr:primaryType: ")
                .append(type)
                .append("\n    jcr:uuid: ")
                .append(item.id())
                .append('\n');
    }

    private void upload(String name, StringBuilder content) {
        String boundary = "a-boundary-of-a-test";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + ".yaml\"\r\nContent-Type: text/yaml\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        superuser
                .send(
                        "POST",
                        "/.rest/import/v1?path=/",
                        BodyPublishers.ofString(body),
                        Optional.of("multipart/form-data; boundary=" + boundary))
                .expect(204);
    }

    private static List<Map<String, String>> of(List<Item> batch, Fate... fates) {
        return batch.stream()
                .filter(item -> Stream.of(fates).anyMatch(fate -> fate == item.fate()))
                .map(Item::reference)
                .toList();
    }

    private void publish(List<Item> batch) {
        superuser
                .post(
                        "/publish",
                        Map.of(
                                "items",
                                of(batch, Fate.OPEN, Fate.CHANGED_SINCE, Fate.TAKEN_BACK, Fate.DELETED),
                                "references",
                                "leave"))
                .expect(200);
        superuser
                .post(
                        "/publish",
                        Map.of(
                                "items",
                                of(batch, Fate.CHINESE_ONLY),
                                "languages",
                                List.of("zh"),
                                "references",
                                "leave"))
                .expect(200);
        superuser
                .post(
                        "/schedules",
                        Map.of(
                                "publishes",
                                true,
                                "items",
                                of(batch, Fate.SCHEDULED),
                                "at",
                                "2030-01-01T09:00",
                                "zone",
                                "Asia/Shanghai",
                                "references",
                                "leave"))
                .expect(201);
    }

    private void takeBack(List<Item> batch) {
        for (Item item : batch) {
            if (item.fate() == Fate.DELETED) {
                superuser
                        .send("DELETE", "/.rest/nodes/v1/" + item.workspace() + item.path(), MissingNode.getInstance())
                        .expect(200);
            } else if (item.fate() == Fate.CHANGED_SINCE) {
                String property = random.nextBoolean() ? "title" : "title_zh";
                superuser
                        .send(
                                "POST",
                                "/.rest/nodes/v1/" + item.workspace() + item.path(),
                                AdminClient.tree(Map.of(
                                        "properties",
                                        List.of(Map.of(
                                                "name",
                                                property,
                                                "type",
                                                "String",
                                                "multiple",
                                                false,
                                                "values",
                                                List.of(canary()))))))
                        .expect(200);
            }
        }
        superuser
                .post("/unpublish", Map.of("items", of(batch, Fate.TAKEN_BACK, Fate.DELETED)))
                .expect(200);
    }

    private void ask(List<Item> batch, boolean checking) {
        for (String language : random.nextBoolean() ? List.of("en", "*") : List.of("zh", "all")) {
            askLists(language, checking);
        }
        for (int i = 0; i < (checking ? 10 : 4); i++) {
            askItem(batch.get(random.nextInt(batch.size())), checking);
        }
        for (String address : List.of(
                "/.rest/openapi.json",
                "/.rest/status",
                "/.rest/delivery/books/nothing",
                "/.rest/delivery/books?limit=x",
                "/.rest/delivery/closed?limit=100",
                "/.rest/preview/books?limit=100",
                "/.rest/nodes/v1/books?depth=5",
                "/.rest/nodes/v1/published?depth=5",
                "/.rest/nodes/v1/heliograph?depth=5",
                "/.rest/admin/v1/states/books/",
                "/.rest/admin/v1/schedules")) {
            read(address, checking);
        }
        if (checking) {
            checkTotals();
        }
    }

    private void askLists(String language, boolean checking) {
        String lang = "&lang=" + language;
        List<String> queries = List.of(
                "?limit=100&orderBy=title%20desc",
                "?limit=100&orderBy=secret&offset=" + random.nextInt(1 + items.size()),
                "?limit=100&orderBy=code&alternates=true&fallbacks=true",
                "?limit=20&facets=code,title",
                "?limit=100&expand=author,sequel&depth=2&offset=" + random.nextInt(1 + items.size()),
                "?limit=50&cursor=&orderBy=title");
        for (String query : checking ? queries : queries.subList(0, 2)) {
            JsonNode page = read("/.rest/delivery/books" + query + lang, checking);
            if (page.has("nextCursor")) {
                read(
                        "/.rest/delivery/books"
                                + query.replace(
                                        "cursor=",
                                        "cursor=" + page.path("nextCursor").asText()) + lang,
                        checking);
            }
        }
        read("/.rest/delivery/authors?limit=100" + lang, checking);
        if (checking) {
            for (String query : List.of(
                    "?q=" + CANARY,
                    "?q=" + CANARY + "*",
                    "?title%5Blike%5D=%25" + CANARY + "%25",
                    "?title_zh%5Bilike%5D=" + CANARY + "%25",
                    "?title%5Bgt%5D=canarx&title%5Blt%5D=canarz",
                    "?code%5Bin%5D=canarx~canarz")) {
                assertThat(read("/.rest/delivery/books" + query + lang, true)
                                .path("total")
                                .asInt())
                        .as(query)
                        .isZero();
            }
            for (String path : List.of("?q=" + CANARY, "/suggest?q=" + CANARY, "?q=" + EXCLUDED)) {
                JsonNode found = read("/.rest/search/v1" + path + "&suggest=true" + lang, true);
                assertThat(found.path("total").asInt()).isZero();
                assertThat(found.path("suggestions")).isEmpty();
            }
        }
        read("/.rest/search/v1?q=open&limit=100" + lang, checking);
    }

    private void askItem(Item item, boolean checking) {
        boolean there = item.fate().isPublished();
        if (item.workspace().equals("dam")) {
            AdminClient.Answer file = anonymous("/dam/jcr:" + item.id() + "/file.txt", Optional.empty(), checking);
            anonymous("/dam" + item.path(), Optional.empty(), checking);
            if (checking) {
                assertThat(file.status() == 200).as("%s", item).isEqualTo(there);
            }
            return;
        }
        String endpoint = "/.rest/delivery/" + item.workspace();
        String folder = item.path().substring(0, item.path().lastIndexOf('/'));
        read(endpoint + folder + "/@nodes?lang=en", checking);
        read(endpoint + folder + "/@nodes?lang=all", checking);
        read(endpoint + item.path() + "/@nodes?lang=zh", checking);
        for (String language : List.of("en", "zh", "all", "*")) {
            String address = endpoint + item.path() + "?lang=" + language;
            AdminClient.Answer answer = anonymous(address, Optional.empty(), checking);
            boolean seen = there && !(item.fate() == Fate.CHINESE_ONLY && language.equals("en"));
            if (checking) {
                assertThat(answer.status()).as("%s of %s", address, item).isEqualTo(seen ? 200 : 404);
            }
            answer.response()
                    .headers()
                    .firstValue("ETag")
                    .ifPresent(tag -> anonymous(address, Optional.of(tag), checking));
        }
        read("/.rest/preview/" + item.workspace() + item.path(), checking);
    }

    /** A list has as many items as are published, in each language. */
    private void checkTotals() {
        long english = books.getOrDefault(Fate.OPEN, 0L) + books.getOrDefault(Fate.CHANGED_SINCE, 0L);
        long chinese = english + books.getOrDefault(Fate.CHINESE_ONLY, 0L);
        assertThat(read("/.rest/delivery/books?lang=en&limit=1", true)
                        .path("total")
                        .asLong())
                .isEqualTo(english);
        assertThat(read("/.rest/delivery/books?lang=zh&limit=1", true)
                        .path("total")
                        .asLong())
                .isEqualTo(chinese);
        assertThat(read("/.rest/search/v1?q=open&types=book&lang=en", true)
                        .path("total")
                        .asLong())
                .isLessThanOrEqualTo(english);
    }

    private JsonNode read(String address, boolean checking) {
        return anonymous(address, Optional.empty(), checking).json();
    }

    private AdminClient.Answer anonymous(String address, Optional<String> tag, boolean checking) {
        AdminClient client =
                tag.map(value -> anonymous.with("If-None-Match", value)).orElse(anonymous);
        AdminClient.Answer answer = client.send("GET", address, MissingNode.getInstance());
        asked++;
        assertThat(answer.status()).as("%s: %s", address, answer.text()).isLessThan(500);
        if (checking) {
            assertThat(answer.text()).as("the answer of %s", address).doesNotContain(CANARY, EXCLUDED);
            assertThat(answer.response().headers().map().toString())
                    .as("the headers of %s", address)
                    .doesNotContain(CANARY);
        }
        return answer;
    }
}

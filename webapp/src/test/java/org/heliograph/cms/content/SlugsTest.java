package org.heliograph.cms.content;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.repository.ContentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.heliograph.cms.content.Authored.JANE;
import static org.heliograph.cms.content.Authored.PRODUCTS;
import static org.heliograph.cms.content.Authored.json;

class SlugsTest {

    private static final List<String> WORDS = List.of(
            "光伏", "储能", "碳达峰", "碳中和", "重庆", "长度", "屋顶", "支架", "分布式", "管理办法", "实施方案", "通知", "㐀", "𠮷", "！", "2030年");

    @TempDir
    private Path directory;

    @Test
    void aThousandChineseTitlesHaveSlugsOfTheirOwnAlsoAfterARestart() throws Exception {
        Map<String, String> slugs = new TreeMap<>();
        try (Authored content = new Authored(directory)) {
            Random random = new Random(3);
            for (int folder = 0; folder < 10; folder++) {
                String path = "/"
                        + content.items
                                .create(
                                        PRODUCTS,
                                        "/",
                                        new Items.New(Optional.of("folder"), Optional.of("f" + folder), json("{}")),
                                        JANE)
                                .state()
                                .item()
                                .name();
                for (int i = 0; i < 100; i++) {
                    ItemState made = content.items
                            .create(
                                    PRODUCTS,
                                    path,
                                    new Items.New(
                                            Optional.empty(),
                                            Optional.of("n" + i),
                                            json("{'title':{'zh':'" + title(random) + "'}}")),
                                    JANE)
                            .state();
                    slugs.put(
                            made.item().id(),
                            made.form().path("slug").path("zh").asText());
                }
            }
        }

        assertThat(slugs).hasSize(1_000);
        assertThat(slugs.values()).allSatisfy(slug -> assertThat(slug).matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(new HashSet<>(slugs.values())).hasSize(1_000);
        try (Authored again = new Authored(directory)) {
            Map<String, String> stored = new TreeMap<>();
            for (String id : slugs.keySet()) {
                stored.put(id, again.item(id).properties().get("slug_zh").text());
            }
            assertThat(stored).isEqualTo(slugs);
        }
    }

    private static String title(Random random) {
        List<String> title = new ArrayList<>();
        random.ints(1 + random.nextInt(3), 0, WORDS.size()).forEach(word -> title.add(WORDS.get(word)));
        return String.join("", title);
    }

    @Test
    void aSlugStaysWhenTheTitleChangesAndMayBeChosen() throws Exception {
        try (Authored content = new Authored(directory)) {
            content.create("{'title':{'en':'Roof hook'}}");
            content.save("/roof-hook", "{'title':{'en':'Better hook'}}");
            assertThat(slug(content, "/roof-hook")).isEqualTo("roof-hook");

            content.save("/roof-hook", "{'slug':{'en':'屋顶-hook'}}");
            assertThat(slug(content, "/roof-hook")).isEqualTo("屋顶-hook");

            content.save("/roof-hook", "{'slug':{'en':null}}");
            assertThat(slug(content, "/roof-hook")).isEqualTo("better-hook");
        }
    }

    private static String slug(Authored content, String path) throws Exception {
        return content.items.read(PRODUCTS, path).form().path("slug").path("en").asText();
    }

    @Test
    void noTwoItemsHaveOneInALanguageButTwoLanguagesMay() throws Exception {
        try (Authored content = new Authored(directory)) {
            content.create("{'title':{'en':'Hook'}}");
            content.create("{'title':{'en':'Clamp'}}");

            RefusedException refused = catchThrowableOfType(
                    RefusedException.class, () -> content.save("/clamp", "{'slug':{'en':'hook'}}"));
            content.save("/clamp", "{'slug':{'zh':'hook'}}");

            assertThat(refused.problems()).extracting(FieldProblem::id).containsExactly("slug-taken");
        }
    }

    @Test
    void aPublishedSlugLeadsToItsItemForEver() throws Exception {
        try (Authored content = new Authored(directory)) {
            ItemState item = content.create("{'title':{'en':'Hook','zh':'钩'}}").state();
            content.save("/hook", "{'slug':{'en':'never-seen'}}");
            content.repository.write(ContentRepository.PUBLISHED, session -> {
                Node area = session.getRootNode().addNode(PRODUCTS, "mgnl:folder");
                return new ItemWriter(content.product(), language -> true)
                        .write(content.item(item.item().id()), area);
            });

            content.save("/hook", "{'slug':{'en':'new'}}");
            content.save("/hook", "{'slug':{'en':'newer'}}");

            Slugs slugs = content.slugs;
            assertThat(slugs.formerly(PRODUCTS, Locale.ENGLISH, "never-seen"))
                    .contains(item.item().id());
            assertThat(slugs.formerly(PRODUCTS, Locale.ENGLISH, "hook")).isEmpty();
            assertThat(slugs.formerly(PRODUCTS, Locale.CHINESE, "never-seen")).isEmpty();
            assertThat(slugs.formerly(PRODUCTS, Locale.ENGLISH, "../never-seen"))
                    .isEmpty();
        }
    }

    @Test
    void whoUsesAnItemIsKnownWhateverTheWay() throws Exception {
        try (Authored content = new Authored(directory)) {
            String hook = content.addProduct("hook");
            content.create("{'title':{'en':'By reference'},'related':['" + hook + "']}");
            content.create("{'title':{'en':'By link'},'body':{'zh':'<p><a href=\\\"${link:{uuid:{" + hook
                    + "},repository:{products},path:{/hook}}}\\\">钩</a></p>'}}");
            content.write(session -> {
                Node part = session.getNode("/by-link").addNode("specTable", "mgnl:contentNode");
                part.setProperty("own", hook);
                return part;
            });
            content.repository.write("topics", session -> {
                Node topic = session.getRootNode().addNode("topic", "hg:topic");
                topic.addNode("part", "mgnl:contentNode").setProperty("link", new String[] {"x", "jcr:" + hook});
                return topic;
            });

            assertThat(content.uses.of(hook))
                    .extracting(user ->
                            user.view() + " " + user.workspace() + user.node().path())
                    .containsExactlyInAnyOrder(
                            "WORKING products/by-reference", "WORKING products/by-link", "WORKING topics/topic");
            content.save("/by-reference", "{'related':null}");
            assertThat(content.uses.of(hook)).hasSize(2);
        }
    }

    @Test
    void formsOfOneEditorAreKeptUpToALimit() throws Exception {
        try (Authored content = new Authored(directory)) {
            for (int i = 0; i < Autosaves.MOST + 5; i++) {
                content.autosaves.put("j/a*n[e]", PRODUCTS, "item" + i, "r", json("{'sku':'" + i + "'}"));
            }
            content.autosaves.put("joe", PRODUCTS, "item1", "r", json("{'sku':'joe'}"));

            assertThat(content.autosaves.of("j/a*n[e]")).hasSize(Autosaves.MOST);
            assertThat(content.autosaves.find("j/a*n[e]", PRODUCTS, "item4")).isEmpty();
            assertThat(content.autosaves.find("j/a*n[e]", PRODUCTS, "item54"))
                    .hasValueSatisfying(form -> assertThat(form.values()).isEqualTo(json("{'sku':'54'}")));
            content.autosaves.remove("j/a*n[e]", PRODUCTS, "item54");
            assertThat(content.autosaves.find("j/a*n[e]", PRODUCTS, "item54")).isEmpty();
            assertThat(content.autosaves.find("joe", PRODUCTS, "item1")).isPresent();
        }
    }

    @Test
    void allSamplesMayBePublished() throws Exception {
        try (Authored content = new Authored(directory)) {
            new Bootstrap(content.repository, (workspace, paths) -> {}).importSamples();
            for (String workspace :
                    Set.of("products", "policies", "topics", "glossary", "issuers", "product-categories")) {
                List<ItemNode> items = content.repository.read(workspace, session -> {
                    List<ItemNode> all = new ArrayList<>();
                    for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                        Node node = each.nextNode();
                        if (ItemNode.isItem(node)) {
                            all.add(ItemNode.of(node));
                        }
                    }
                    return all;
                });
                assertThat(items).isNotEmpty();
                for (ItemNode item : items) {
                    assertThat(content.check.forPublishing(workspace, item, Set.of(Locale.ENGLISH, Locale.CHINESE)))
                            .as(workspace + "/" + item.name())
                            .isEmpty();
                }
            }
        }
    }
}

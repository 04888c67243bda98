package org.heliograph.cms.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BootstrapTest {

    @TempDir
    private Path directory;

    private Path files;
    private ContentRepository repository;

    @BeforeEach
    void open() throws Exception {
        files = Files.createDirectory(directory.resolve("files"));
        repository = ContentRepository.open(directory.resolve("repository"));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(files.resolve(file), content);
    }

    private void bootstrap() throws Exception {
        new Bootstrap(repository, (workspace, paths) -> {}).importDirectory(files);
    }

    private boolean exists(String path) throws RepositoryException {
        return repository.read("website", session -> session.nodeExists(path));
    }

    private String title(String path) throws RepositoryException {
        return repository.read(
                "website", session -> session.getProperty(path + "/title").getString());
    }

    @Test
    void filesOfAllFormsAreImported() throws Exception {
        write("website.a.yaml", "a:\n  title: 储能\n");
        write("website.b.YML", "b:\n  title: two\n");
        write(
                "website.c.xml",
                "<sv:node sv:name='c' xmlns:sv='http://www.jcp.org/jcr/sv/1.0'>"
                        + "<sv:property sv:name='title' sv:type='String'><sv:value>three</sv:value></sv:property>"
                        + "</sv:node>");
        Files.createDirectories(files.resolve("deeper/still"));
        write("deeper/still/website.d.yaml", "d:\n  title: four\n");
        write("README.md", "Not content.");

        bootstrap();

        assertThat(title("/a")).isEqualTo("储能");
        assertThat(title("/b")).isEqualTo("two");
        assertThat(title("/c")).isEqualTo("three");
        assertThat(title("/d")).isEqualTo("four");
    }

    @Test
    void parentsComeBeforeTheirChildren() throws Exception {
        write("website.a.b.c.yaml", "c:\n  title: c\n");
        write("website.a.b.yaml", "b:\n  title: b\n");
        write("website.a.yaml", "a:\n  title: a\n");

        bootstrap();

        assertThat(title("/a")).isEqualTo("a");
        assertThat(title("/a/b")).isEqualTo("b");
        assertThat(title("/a/b/c")).isEqualTo("c");
    }

    @Test
    void whatWasEditedOrDeletedSurvivesTheNextStart() throws Exception {
        write("website.a.yaml", "a:\n  title: original\n");
        write("website.b.yaml", "b:\n  title: original\n");
        bootstrap();
        repository.write("website", session -> {
            session.getNode("/a").setProperty("title", "edited");
            session.getNode("/b").remove();
            return true;
        });
        write("website.c.yaml", "c:\n  title: new\n");
        repository.close();
        repository = ContentRepository.open(directory.resolve("repository"));

        bootstrap();

        assertThat(title("/a")).isEqualTo("edited");
        assertThat(exists("/b")).isFalse();
        assertThat(title("/c")).isEqualTo("new");
    }

    @Test
    void aFileNameCountsOnceWhereverItLies() throws Exception {
        write("website.a.yaml", "a:\n  title: first\n");
        bootstrap();
        Files.createDirectory(files.resolve("again"));
        write("again/website.a.yaml", "a:\n  title: second\n");

        bootstrap();

        assertThat(title("/a")).isEqualTo("first");
    }

    @Test
    void aBadFileCostsOnlyItselfAndIsTriedAgain() throws Exception {
        Map<String, String> bad = Map.ofEntries(
                Map.entry("website.bad01.yaml", "bad01: [unclosed\n"),
                Map.entry("website.bad02.yaml", ""),
                Map.entry("website.bad03.yaml", "bad03:\n  jcr:primaryType: no:such\n"),
                Map.entry("website.bad04.yaml", "bad04:\n  jcr:primaryType: mgnl:noSuch\n"),
                Map.entry("website.bad05.yaml", "bad05:\n  jcr:mixinTypes: [mgnl:noSuch]\n"),
                Map.entry("website.bad06.yaml", "bad06:\n  jcr:uuid: not-a-uuid\n"),
                Map.entry("website.bad07.yaml", "bad07:\n  'a/b': 1\n"),
                Map.entry("website.bad08.yaml", "bad08:\n  n: 99999999999999999999999\n"),
                Map.entry("website.bad09.yaml", "bad09:\n  list: [1, two]\n"),
                Map.entry("website.bad10.yaml", "bad10:\n  jcr:primaryType: nt:file\n  title: not allowed there\n"),
                Map.entry("website.bad11.xml", "<sv:node"),
                Map.entry("website.bad12.xml", "<html/>"),
                Map.entry(
                        "website.bad13.xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                                + "<sv:node sv:name='bad13' xmlns:sv='http://www.jcp.org/jcr/sv/1.0'>&e;</sv:node>"),
                Map.entry(
                        "website.bad14.xml",
                        "<sv:node sv:name='bad14' xmlns:sv='http://www.jcp.org/jcr/sv/1.0'>"
                                + "<sv:property sv:name='ref' sv:type='Reference'>"
                                + "<sv:value>7d810e63-4703-5483-bf82-a13949d80a2e</sv:value></sv:property></sv:node>"),
                Map.entry("website.bad15.yaml", "bad15:\n  jcr:primaryType: rep:root\n"),
                Map.entry("website.bad16.yaml", "bad16:\n  jcr:primaryType: mix:referenceable\n"),
                Map.entry("website.bad17.yaml", "bad17:\n  jcr:isCheckedOut: [1]\n  jcr:lockOwner: {}\n"),
                Map.entry("nowhere.a.yaml", "a: {}\n"),
                Map.entry("website.yaml", "a: {}\n"),
                Map.entry("..yaml", "a: {}\n"),
                Map.entry("储能.a.yaml", "a: {}\n"));
        for (Map.Entry<String, String> file : bad.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        Files.write(files.resolve("website.latin.yaml"), "latin: é\n".getBytes(StandardCharsets.ISO_8859_1));
        write("website.aa.yaml", "aa:\n  title: good\n");
        write("website.zz.yaml", "zz:\n  title: good\n");

        bootstrap();

        assertThat(title("/aa")).isEqualTo("good");
        assertThat(title("/zz")).isEqualTo("good");
        assertThat(topLevel()).noneMatch(name -> name.matches("bad0[1-9]|bad1[0-6]"));

        write("website.bad01.yaml", "bad01:\n  title: mended\n");
        bootstrap();
        assertThat(title("/bad01")).isEqualTo("mended");
    }

    @Test
    void manyAndLargeFilesAreAllImported() throws Exception {
        int count = 60;
        for (int i = 0; i < count; i++) {
            write("website.n" + i + ".yaml", "n" + i + ":\n  title: t" + i + "\n  text: " + "储能".repeat(9_000) + "\n");
        }
        write("website.large.yaml", "large:\n  title: large\n  text: " + "a".repeat(1_500_000) + "\n");
        List<Integer> saves = new ArrayList<>();
        repository.onSave((workspace, events) -> saves.add(workspace.equals("website") ? 1 : 0));

        bootstrap();

        assertThat(topLevel()).hasSize(count + 1);
        assertThat(title("/n59")).isEqualTo("t59");
        assertThat(title("/large")).isEqualTo("large");
        assertThat(saves.stream().mapToInt(Integer::intValue).sum()).isBetween(4, 8);
    }

    @Test
    void aBadFileAmongManyCostsOnlyItself() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("website.n" + i + ".yaml", "n" + i + ":\n  title: t\n");
        }
        write("website.n5.yaml", "n5: [\n");

        bootstrap();

        assertThat(topLevel()).hasSize(9).doesNotContain("n5");
    }

    @Test
    void anEmptyDirectoryIsFine() throws Exception {
        bootstrap();

        assertThat(topLevel()).isEmpty();
    }

    private List<String> topLevel() throws RepositoryException {
        return repository.read("website", session -> {
            List<String> names = new ArrayList<>();
            for (NodeIterator each = session.getRootNode().getNodes(); each.hasNext(); ) {
                names.add(each.nextNode().getName());
            }
            names.remove("jcr:system");
            return names;
        });
    }
}

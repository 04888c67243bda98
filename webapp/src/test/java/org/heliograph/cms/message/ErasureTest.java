package org.heliograph.cms.message;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PropertyIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Value;
import javax.jcr.version.VersionManager;
import org.heliograph.cms.message.Desked.Draft;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ErasureTest {

    private static final String CANARY = "kanarienvogel";

    @TempDir
    private Path directory;

    private Desked desk;

    @BeforeEach
    void open() throws RepositoryException, IOException {
        desk = new Desked(
                directory,
                Map.of(
                        "messages.mail.host", "127.0.0.1",
                        "messages.mail.port", "9",
                        "messages.mail.security", "none",
                        "messages.mail.from", "desk@heliograph.example"));
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
    }

    /** Paths of the workspace, with the values that they have, versions included. */
    private List<String> everything() throws RepositoryException {
        return desk.repository().read(Messages.WORKSPACE, session -> {
            List<String> all = new ArrayList<>();
            collect(session.getRootNode(), all);
            return all;
        });
    }

    private static void collect(Node node, List<String> all) throws RepositoryException {
        if (node.getPath().startsWith("/jcr:system/jcr:nodeTypes")) {
            return;
        }
        all.add(node.getPath());
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            var property = each.nextProperty();
            for (var value : property.isMultiple() ? property.getValues() : new Value[] {property.getValue()}) {
                all.add(value.getString());
            }
        }
        for (NodeIterator each = node.getNodes(); each.hasNext(); ) {
            collect(each.nextNode(), all);
        }
    }

    @Test
    void nothingIsLeftOfAnErasedMessage() throws RepositoryException {
        Message kept = desk.store();
        Message message = desk.store(Draft.of("en", CANARY, CANARY).with("email", CANARY + "@example.com"));
        desk.act(message, "triage", "");
        desk.act(message, "assign", "\"assignee\":\"li\"");
        desk.act(message, "note", "\"text\":\"" + CANARY + "\"");
        desk.act(message, "label", "\"add\":[\"" + CANARY + "\"]");
        desk.act(message, "reply", "\"text\":\"" + CANARY + "\"");
        version(message);
        desk.desk().runDue();
        assertThat(String.join("\n", everything())).contains(CANARY).contains("/mail-queue/" + message.id());

        assertThat(desk.act(message, "erase", "\"reason\":\"request\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("erased");

        assertThat(desk.messages.find(message.id())).isEmpty();
        assertThat(desk.get("?q=" + CANARY).json().path("total").asInt()).isZero();
        assertThat(desk.purges).hasValue(0);
        desk.desk().runDue();
        assertThat(desk.purges).hasValue(1);
        assertThat(String.join("\n", everything())).doesNotContain(CANARY).doesNotContain("/mail-queue/");
        assertThat(desk.audit).last().isEqualTo("li message-erased-request contact-messages:" + message.path());
        assertThat(desk.messages.find(kept.id())).contains(kept);
        desk.desk().runDue();
        assertThat(desk.purges).as("nothing new").hasValue(1);
    }

    /** Some content applications of Magnolia version what they save. */
    private void version(Message message) throws RepositoryException {
        desk.repository().write(Messages.WORKSPACE, session -> {
            Node node = session.getNodeByIdentifier(message.id());
            node.addMixin("mix:versionable");
            session.save();
            VersionManager versions = session.getWorkspace().getVersionManager();
            versions.checkin(node.getPath());
            versions.checkout(node.getPath());
            return message;
        });
    }

    @Test
    void aReasonIsOneOfTheList() throws RepositoryException {
        Message message = desk.store();

        for (String reason : List.of("\"reason\":\"" + CANARY + "\"", "\"reason\":\"expired\"", "")) {
            assertThat(desk.act(message, "erase", reason).status()).isEqualTo(400);
        }
        assertThat(desk.messages.find(message.id())).isPresent();
        assertThat(desk.audit).isEmpty();
    }

    @Test
    void messagesAreErasedWhenTheirTimeIsOver() throws RepositoryException {
        Message old = desk.store();
        Message held = desk.store();
        desk.act(held, "hold", "\"legalHold\":true");
        desk.clock.forward(Duration.ofDays(365));
        Message young = desk.store();

        desk.desk().runDue();
        assertThat(desk.messages.find(old.id())).isPresent();
        desk.clock.forward(Duration.ofDays(365));
        desk.desk().runDue();

        assertThat(desk.messages.find(old.id())).isEmpty();
        assertThat(desk.messages.find(held.id())).isPresent();
        assertThat(desk.messages.find(young.id())).isPresent();
        assertThat(desk.audit).contains("retention message-erased-expired contact-messages:" + old.path());

        desk.act(held, "hold", "\"legalHold\":false");
        desk.desk().runDue();
        assertThat(desk.messages.find(held.id())).as("before the next day").isPresent();
        desk.clock.forward(Duration.ofDays(1));
        desk.desk().runDue();
        assertThat(desk.messages.find(held.id())).isEmpty();
    }

    @Test
    void retentionErasesMoreThanOneBatch() throws RepositoryException {
        desk.store(Draft.of("en", "Ann", "Where is your factory?"), 230);
        desk.clock.forward(Duration.ofDays(731));
        Message young = desk.store();

        assertThat(desk.as(Desked.ADMINISTRATOR)
                        .post("/retention/run", "{}")
                        .json()
                        .path("erased")
                        .asInt())
                .isEqualTo(230);
        assertThat(desk.get("").json().at("/messages/0/id").asText()).isEqualTo(young.id());
        assertThat(desk.post("/retention/run", "{}").json().path("erased").asInt())
                .isZero();
    }
}

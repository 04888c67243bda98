package org.heliograph.magnolia;

import java.util.List;
import java.util.Optional;
import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.Property;
import org.heliograph.host.Caller;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.moderation.Action;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.Moderation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

class ModerationRuleTest {

    private static final Caller MODERATOR = new Caller("lin", true, false);
    private static final Caller EDITOR = new Caller("wang", false, false);

    private final HeliographModule module = mock(HeliographModule.class);
    private final Desk desk = mock(Desk.class);
    private final Moderation moderation = mock(Moderation.class);
    private final Messages messages = mock(Messages.class);
    private final Node fresh = mock(Node.class);
    private final Node triaged = mock(Node.class);

    @BeforeEach
    void storeTwoMessages() throws Exception {
        when(module.desk()).thenReturn(Optional.of(desk));
        when(desk.moderation()).thenReturn(moderation);
        when(module.messages()).thenReturn(Optional.of(messages));
        store(fresh, "1", Optional.empty());
        store(triaged, "2", Optional.of("transition"));
    }

    private void store(Node node, String id, Optional<String> obstacle) throws Exception {
        Message message = mock(Message.class);
        when(node.getIdentifier()).thenReturn(id);
        when(messages.find(id)).thenReturn(Optional.of(message));
        when(moderation.check(MODERATOR, message, Action.TRIAGE)).thenReturn(obstacle);
    }

    private ModerationRule rule(Caller caller, String action) {
        return new ModerationRule(action, module, () -> caller);
    }

    @Test
    void whatTheDeskWouldDoToAllOfThemIsOffered() {
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(fresh))).isTrue();
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(triaged))).isFalse();
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(fresh, triaged)))
                .isFalse();
    }

    @Test
    void nothingIsOfferedToOthers() {
        assertThat(rule(EDITOR, "triage").isAvailable(List.of(fresh))).isFalse();

        verifyNoInteractions(messages, moderation);
    }

    @Test
    void nothingIsOfferedWhereThereIsNoMessage() throws Exception {
        Node folder = mock(Node.class);
        when(folder.getIdentifier()).thenReturn("3");
        when(messages.find("3")).thenReturn(Optional.empty());
        Node gone = mock(Node.class);
        when(gone.getIdentifier()).thenThrow(new InvalidItemStateException("It is gone"));

        assertThat(rule(MODERATOR, "triage").isAvailable(List.of())).isFalse();
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(folder))).isFalse();
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(gone))).isFalse();
        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(mock(Property.class))))
                .isFalse();
    }

    @Test
    void nothingIsOfferedWhileMessagesAreNotTaken() {
        when(module.desk()).thenReturn(Optional.empty());

        assertThat(rule(MODERATOR, "triage").isAvailable(List.of(fresh))).isFalse();
    }

    @Test
    void anActionThatIsNoneIsNotOffered() {
        assertThat(rule(MODERATOR, "tirage").isAvailable(List.of(fresh))).isFalse();
    }

    @Test
    void theDefinitionNamesTheRule() {
        ModerationRuleDefinition definition = new ModerationRuleDefinition();
        definition.setAction("triage");

        assertThat(definition.getAction()).isEqualTo("triage");
        assertThat(definition.getImplementationClass()).isEqualTo(ModerationRule.class);
    }
}

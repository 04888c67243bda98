package org.heliograph.magnolia;

import info.magnolia.context.Context;
import info.magnolia.context.MgnlContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.jcr.Node;
import org.heliograph.host.Caller;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.moderation.Action;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.Given;
import org.heliograph.moderation.ImpossibleException;
import org.heliograph.moderation.Moderation;
import org.heliograph.moderation.Moderation.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.MockedStatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

class ModerationCommandTest {

    private static final Caller MODERATOR = new Caller("lin", true, false);
    private static final Caller EDITOR = new Caller("wang", false, false);
    private static final String ID = "0b6ef8a5-6d2e-4d0e-9f0a-2b1f8a7c9d10";

    private final HeliographModule module = mock(HeliographModule.class);
    private final Desk desk = mock(Desk.class);
    private final Moderation moderation = mock(Moderation.class);
    private final Messages messages = mock(Messages.class);
    private final Message message = mock(Message.class);
    private final Node node = mock(Node.class);
    private MockedStatic<MgnlContext> magnolia;

    @BeforeEach
    void storeAMessage() throws Exception {
        magnolia = mockStatic(MgnlContext.class);
        magnolia.when(MgnlContext::getLocale).thenReturn(Locale.CHINESE);
        when(module.desk()).thenReturn(Optional.of(desk));
        when(desk.moderation()).thenReturn(moderation);
        when(module.messages()).thenReturn(Optional.of(messages));
        when(node.getIdentifier()).thenReturn(ID);
        when(messages.find(ID)).thenReturn(Optional.of(message));
        when(message.id()).thenReturn(ID);
        when(message.revision()).thenReturn(7L);
    }

    @AfterEach
    void leaveMagnolia() {
        magnolia.close();
    }

    private ModerationCommand command(Caller caller, String action) {
        ModerationCommand command = new ModerationCommand(module, () -> caller) {
            @Override
            protected Node getJCRNode(Context context) {
                return node;
            }
        };
        command.setAction(action);
        return command;
    }

    @Test
    void theActionIsDoneToTheMessageAsItIsNow() throws Exception {
        assertThat(command(MODERATOR, "triage").execute(mock(Context.class))).isTrue();

        verify(moderation).execute(eq(MODERATOR), eq(new Seen(ID, 7)), eq(Action.TRIAGE), any(Given.class));
    }

    @Test
    void whatIsGivenIsCheckedAsOverRest() throws Exception {
        ModerationCommand command = command(MODERATOR, "assign");
        command.setAssignee("zhao");

        command.execute(mock(Context.class));

        ArgumentCaptor<Given> given = ArgumentCaptor.forClass(Given.class);
        verify(moderation).execute(any(), any(), eq(Action.ASSIGN), given.capture());
        assertThat(given.getValue())
                .usingRecursiveComparison()
                .isEqualTo(Given.of(Action.ASSIGN, Map.of("assignee", "zhao")));
        assertThatThrownBy(() -> command(MODERATOR, "note").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("text");
    }

    @Test
    void whoTakesAMessageIsGivenIt() throws Exception {
        command(MODERATOR, "assign").execute(mock(Context.class));

        ArgumentCaptor<Given> given = ArgumentCaptor.forClass(Given.class);
        verify(moderation).execute(eq(MODERATOR), any(), eq(Action.ASSIGN), given.capture());
        assertThat(given.getValue())
                .usingRecursiveComparison()
                .isEqualTo(Given.of(Action.ASSIGN, Map.of("assignee", MODERATOR.name())));
    }

    @Test
    void whoIsNoModeratorIsRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> command(EDITOR, "erase").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("您没有此权限。");

        verifyNoInteractions(moderation, messages, node);
    }

    @Test
    void whatIsImpossibleIsToldInTheLanguageOfTheUser() throws Exception {
        ImpossibleException impossible = mock(ImpossibleException.class);
        when(impossible.text(Locale.CHINESE)).thenReturn("当前状态下不能这样操作。");
        when(moderation.execute(any(), any(), any(), any())).thenThrow(impossible);

        assertThatThrownBy(() -> command(MODERATOR, "close").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("当前状态下不能这样操作。");
    }

    @Test
    void aMessageThatIsGoneOrChangedIsTold() throws Exception {
        when(moderation.execute(any(), any(), any(), any())).thenThrow(mock(ConflictException.class));
        assertThatThrownBy(() -> command(MODERATOR, "triage").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("其他人");

        when(messages.find(ID)).thenReturn(Optional.empty());
        assertThatThrownBy(() -> command(MODERATOR, "triage").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("此处没有内容。");
    }

    @Test
    void aWrongDefinitionIsNamed() {
        assertThatThrownBy(() -> command(MODERATOR, "shred").execute(mock(Context.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shred");
    }

    @Test
    void labelsAndDatesAreGiven() throws Exception {
        ModerationCommand label = command(MODERATOR, "label");
        label.setAdd(List.of("roof"));
        label.setRemove(List.of("wall"));
        label.execute(mock(Context.class));
        ModerationCommand due = command(MODERATOR, "due");
        due.setDueAt("2026-12-01T09:00:00+08:00");
        due.execute(mock(Context.class));

        ArgumentCaptor<Given> given = ArgumentCaptor.forClass(Given.class);
        verify(moderation).execute(any(), any(), eq(Action.LABEL), given.capture());
        assertThat(given.getValue())
                .usingRecursiveComparison()
                .isEqualTo(Given.of(Action.LABEL, Map.of("add", List.of("roof"), "remove", List.of("wall"))));
        verify(moderation).execute(any(), any(), eq(Action.DUE), given.capture());
        assertThat(given.getValue())
                .usingRecursiveComparison()
                .isEqualTo(Given.of(Action.DUE, Map.of("dueAt", "2026-12-01T09:00:00+08:00")));
    }

    @Test
    void whileMessagesAreNotTakenThatIsTold() {
        when(module.desk()).thenReturn(Optional.empty());

        assertThatThrownBy(() -> command(MODERATOR, "triage").execute(mock(Context.class)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("启动日志");
    }

    @Test
    void aCopyKeepsWhatWasGivenAndSharesNothing() throws Exception {
        ModerationCommand catalogued = command(MODERATOR, "note");
        ModerationCommand copy = catalogued.clone();
        copy.setText("已致电");

        assertThat(copy.execute(mock(Context.class))).isTrue();
        assertThatThrownBy(() -> catalogued.execute(mock(Context.class))).isInstanceOf(CommandFailure.class);
    }
}

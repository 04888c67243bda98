package org.heliograph.magnolia;

import info.magnolia.commands.impl.BaseRepositoryCommand;
import info.magnolia.context.Context;
import info.magnolia.context.MgnlContext;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.jcr.ItemNotFoundException;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import org.heliograph.host.Caller;
import org.heliograph.host.Callers;
import org.heliograph.message.ConflictException;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.message.NoSuchMessageException;
import org.heliograph.moderation.Action;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.Given;
import org.heliograph.moderation.ImpossibleException;
import org.heliograph.moderation.InvalidException;
import org.heliograph.moderation.Moderation;
import org.heliograph.moderation.Moderation.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Does to the message that is selected in AdminCentral what the desk offers by REST. Magnolia makes one for each call and
 * sets its properties: the node by {@code repository}, {@code path} or {@code uuid}, the action, and what it takes.
 */
public class ModerationCommand extends BaseRepositoryCommand {

    private final HeliographModule module;
    private final Callers callers;
    private Map<String, Object> given = new HashMap<>();
    private String action = "";

    /** @param module knows the desk */
    @Inject
    public ModerationCommand(HeliographModule module) {
        this(module, new MagnoliaCallers());
    }

    ModerationCommand(HeliographModule module, Callers callers) {
        this.module = module;
        this.callers = callers;
    }

    /** Which action, as it is named in addresses of the desk, such as {@code triage}. */
    public void setAction(String action) {
        this.action = action;
    }

    /** To whom the message is assigned; if nobody is given, to who asks. */
    public void setAssignee(@Nullable String assignee) {
        give("assignee", assignee);
    }

    /** Text of a note or a reply. */
    public void setText(@Nullable String text) {
        give("text", text);
    }

    /** Until when to answer (ISO 8601 with time zone); without it the message has no date. */
    public void setDueAt(@Nullable String dueAt) {
        give("dueAt", dueAt);
    }

    /** Labels to put on the message. */
    public void setAdd(@Nullable List<String> labels) {
        give("add", labels);
    }

    /** Labels to take off the message. */
    public void setRemove(@Nullable List<String> labels) {
        give("remove", labels);
    }

    /** Why the message is erased. */
    public void setReason(@Nullable String reason) {
        give("reason", reason);
    }

    /** Whether a legal hold is put on it or taken off. */
    public void setLegalHold(boolean legalHold) {
        give("legalHold", legalHold);
    }

    private void give(String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    /**
     * Does it to the message as it is now.
     *
     * @throws CommandFailure in the user's language, if the user may not, the message is gone, or it cannot be done
     */
    @Override
    public boolean execute(Context context) throws CommandFailure, RepositoryException {
        Locale language = MgnlContext.getLocale();
        Caller caller = callers.current();
        if (!caller.isModerator()) {
            throw CommandFailure.of("not-allowed", language);
        }
        Action wanted = Action.of(action)
                .orElseThrow(() -> new IllegalStateException(
                        "The command is defined with the action '" + action + "', which is none"));
        if (wanted == Action.ASSIGN) {
            given.putIfAbsent("assignee", caller.name());
        }
        try {
            Moderation moderation =
                    module.desk().map(Desk::moderation).orElseThrow(() -> CommandFailure.of("not-running", language));
            Message message = selected(context).orElseThrow(() -> CommandFailure.of("not-found", language));
            moderation.execute(caller, new Seen(message.id(), message.revision()), wanted, Given.of(wanted, given));
            return true;
        } catch (NoSuchMessageException e) {
            throw CommandFailure.of("not-found", language);
        } catch (ConflictException e) {
            throw CommandFailure.of("changed-meanwhile", language);
        } catch (ImpossibleException e) {
            throw new CommandFailure(e.text(language));
        } catch (InvalidException e) {
            throw new CommandFailure(e.faults().stream()
                    .map(fault -> fault.field() + ": " + fault.text(language))
                    .collect(Collectors.joining(" ")));
        }
    }

    private Optional<Message> selected(Context context) throws RepositoryException {
        Optional<Messages> messages = module.messages();
        try {
            return messages.isEmpty()
                    ? Optional.empty()
                    : messages.get().find(getJCRNode(context).getIdentifier());
        } catch (PathNotFoundException | ItemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Magnolia copies the command that its catalogue holds; a copy must not share what is given. */
    @Override
    public ModerationCommand clone() throws CloneNotSupportedException {
        ModerationCommand copy = (ModerationCommand) super.clone();
        copy.given = new HashMap<>(given);
        return copy;
    }
}

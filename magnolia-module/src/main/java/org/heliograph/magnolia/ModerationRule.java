package org.heliograph.magnolia;

import info.magnolia.ui.api.availability.AvailabilityRule;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.host.Caller;
import org.heliograph.host.Callers;
import org.heliograph.message.Message;
import org.heliograph.message.Messages;
import org.heliograph.moderation.Action;
import org.heliograph.moderation.Desk;
import org.heliograph.moderation.Moderation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells AdminCentral whether a moderator may do something to all messages that are selected, by asking the desk. The
 * command asks again when it is done, since the message may have changed since.
 */
public class ModerationRule implements AvailabilityRule {

    private static final Logger LOG = LoggerFactory.getLogger(ModerationRule.class);

    private final String action;
    private final HeliographModule module;
    private final Callers callers;

    /**
     * @param definition names the action
     * @param module knows the desk
     */
    @Inject
    public ModerationRule(ModerationRuleDefinition definition, HeliographModule module) {
        this(definition.getAction(), module, new MagnoliaCallers());
    }

    ModerationRule(String action, HeliographModule module, Callers callers) {
        this.action = action;
        this.module = module;
        this.callers = callers;
    }

    @Override
    public boolean isAvailable(Collection<?> items) {
        Caller caller = callers.current();
        Optional<Moderation> moderation = module.desk().map(Desk::moderation);
        Optional<Messages> messages = module.messages();
        Optional<Action> wanted = Action.of(action);
        return caller.isModerator()
                && moderation.isPresent()
                && messages.isPresent()
                && wanted.isPresent()
                && !items.isEmpty()
                && items.stream()
                        .allMatch(item -> read(messages.get(), item)
                                .filter(message -> moderation
                                        .get()
                                        .check(caller, message, wanted.get())
                                        .isEmpty())
                                .isPresent());
    }

    /** A folder, or a message that somebody has erased meanwhile, is none. */
    private static Optional<Message> read(Messages messages, Object item) {
        try {
            return item instanceof Node node ? messages.find(node.getIdentifier()) : Optional.empty();
        } catch (RepositoryException e) {
            LOG.debug("{} cannot be read, so nothing is offered for it", item, e);
            return Optional.empty();
        }
    }
}

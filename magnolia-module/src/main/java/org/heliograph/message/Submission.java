package org.heliograph.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A message that may be stored, with what came along.
 *
 * @param message without identifier and path, not judged yet
 * @param contacts as they were typed
 * @param content what its sender said, as it was sent
 * @param honeypot content of the field that people do not see
 * @param token of the form's challenge
 * @param solution of that challenge
 * @param script whether the form's script ran
 * @param returnTo path to which a browser goes afterwards
 */
record Submission(
        Message message,
        List<String> contacts,
        ObjectNode content,
        String honeypot,
        Optional<String> token,
        Optional<String> solution,
        boolean script,
        Optional<String> returnTo) {}

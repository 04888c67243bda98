package org.heliograph.feed;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is new in a part of the site, in one language.
 *
 * @param home page that shows the same to people
 * @param self address of the feed
 * @param entries the latest ones, the last one changed first
 */
record Feed(String title, String description, String home, String self, Locale language, List<Entry> entries) {

    /**
     * An item.
     *
     * @param id identifier of its node, which stays when its address changes
     * @param address of its page
     * @param summary may be empty
     * @param tags titles of its topics
     */
    record Entry(
            String id,
            String address,
            String title,
            String summary,
            List<String> tags,
            Optional<Instant> made,
            Optional<Instant> changed) {}
}

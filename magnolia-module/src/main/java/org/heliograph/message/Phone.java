package org.heliograph.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * A phone number that exists as far as the numbering plan of its country tells.
 *
 * @param e164 international form
 * @param country ISO 3166-1 alpha-2; empty for numbers of no country, such as satellite phones
 */
record Phone(String e164, Optional<String> country) {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    /**
     * Reads a number as people write it.
     *
     * @param country in which it is read if it does not begin with a plus; ISO 3166-1 alpha-2
     */
    static Optional<Phone> parse(String typed, String country) {
        try {
            PhoneNumber number = PLANS.parse(typed, country);
            if (!PLANS.isValidNumber(number)) {
                return Optional.empty();
            }
            return Optional.of(new Phone(
                    PLANS.format(number, PhoneNumberFormat.E164),
                    Optional.ofNullable(PLANS.getRegionCodeForNumber(number))
                            .filter(code -> code.matches("[A-Z]{2}"))));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

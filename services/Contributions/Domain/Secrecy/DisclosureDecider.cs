using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// Requested, then the owner approves, objects or lets the deadline pass; without approval two of three custodians release it;
/// the requester reads until the end. To anybody but these a request does not exist.
/// </summary>
public static class DisclosureDecider
{
    public static Decision Decide(DisclosureRequest state, RequestDisclosure command)
    {
        var said = command.Contribution?.Particulars is null ? null : command.Contribution.Said();
        if (state.Asked is { } asked)
            return asked.By == command.By && asked.Contribution == command.Contribution?.Id && asked.Case == command.Case
                && asked.Fields.Select(field => field.Field).SequenceEqual(command.Fields, StringComparer.Ordinal)
                    ? Decision.Nothing : new DisclosureExists() { Field = "reference" };
        if (said is null) return new ContributionUnknown() { Field = "contribution" };
        var owner = command.Fields.Select(command.Contribution!.OwnerOf).FirstOrDefault(known => known is not null) ?? said.Party;
        if (owner == command.By.Organisation) return new DisclosureOfOwn();
        if (TextRules.BrokenIdentifier("case", command.Case) is { } badCase) return badCase;
        if (TextRules.Broken("legalBasis", command.LegalBasis) is { } badBasis) return badBasis;
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        if (command.DeadlineDays is < 1 or > ContributionLimits.DisclosureDeadlineDays) return Days("deadlineDays", command.DeadlineDays, ContributionLimits.DisclosureDeadlineDays);
        if (command.OpenDays is < 1 or > ContributionLimits.DisclosureOpenDays) return Days("openDays", command.OpenDays, ContributionLimits.DisclosureOpenDays);
        if (command.Fields.Count == 0) return Problems.Empty("fields");
        if (command.Fields.Count > ContributionLimits.MarkedFields) return Problems.TooMany("fields", ContributionLimits.MarkedFields);
        var fields = new List<RequestedField>();
        foreach (var name in command.Fields)
        {
            if (said.Secrecy?.Hidden().FirstOrDefault(field => field.Field == name) is not { } hidden)
                return new FieldNotHidden() { Field = $"fields[{fields.Count}]" };
            if (command.Contribution.OwnerOf(name) != owner) return new DisclosureOfTwo(owner) { Field = $"fields[{fields.Count}]" };
            if (fields.Exists(field => field.Field == name)) return Problems.Duplicate($"fields[{fields.Count}]", name);
            fields.Add(new RequestedField(name, hidden.Digest!, hidden.Key!.Value));
        }

        return Decision.Accept(new DisclosureRequested(
            command.Reference, command.Contribution.Id, owner, fields, command.Case, command.LegalBasis, command.Reason,
            command.At.AddDays(command.DeadlineDays), command.OpenDays, command.By, command.At));
    }

    public static Decision Decide(DisclosureRequest state, ApproveDisclosure command)
    {
        if (state.Asked is not { } asked || asked.Owner != command.By.Organisation) return new DisclosureUnknown();
        if (state.Released == ReleaseBasis.Owner) return Decision.Nothing;
        if (state.State is DisclosureState.Released or DisclosureState.Refused) return new DisclosureClosed(state.State);
        if (command.Erased is { } erased) return new SubjectErased(erased.At, erased.Ground);
        return Decision.Accept(
            new DisclosureApproved(command.By, command.At), Release(asked, ReleaseBasis.Owner, command.At));
    }

    public static Decision Decide(DisclosureRequest state, ObjectToDisclosure command)
    {
        if (state.Asked is not { } asked || asked.Owner != command.By.Organisation) return new DisclosureUnknown();
        if (state.State is DisclosureState.Released or DisclosureState.Refused) return new DisclosureClosed(state.State);
        if (state.Objection is { } standing) return standing.Reason == command.Reason ? Decision.Nothing : new ObjectedAlready();
        if (command.At >= asked.Deadline) return new DeadlinePassed(asked.Deadline);
        return TextRules.Broken("reason", command.Reason) is { } badReason ? badReason
            : Decision.Accept(new DisclosureObjected(command.Reason, command.By, command.At));
    }

    public static Decision Decide(DisclosureRequest state, ConsentToRelease command)
    {
        if (Custodian(state, command.Custody, command.By, command.At, out var place) is { } refused) return refused;
        var current = state.Appointment == command.Custody.Appointment;
        if (current && state.Consents.Contains(place)) return Decision.Nothing;
        if (current && state.Refusals.Contains(place)) return new CustodianDecided();
        if (command.Erased is { } erased) return new SubjectErased(erased.At, erased.Ground);
        if (command.Pieces is { } wrong) return wrong;
        var consented = new CustodianConsented(command.Custody.Appointment, place, command.By, command.At);
        return current && state.Consents.Count + 1 >= ContributionLimits.CustodiansNeeded
            ? Decision.Accept(consented, Release(state.Asked!, ReleaseBasis.Custodians, command.At))
            : Decision.Accept(consented);
    }

    public static Decision Decide(DisclosureRequest state, RefuseRelease command)
    {
        if (Custodian(state, command.Custody, command.By, command.At, out var place) is { } refused) return refused;
        var current = state.Appointment == command.Custody.Appointment;
        if (current && state.Refusals.Contains(place)) return Decision.Nothing;
        if (current && state.Consents.Contains(place)) return new CustodianDecided();
        return TextRules.Broken("reason", command.Reason) is { } badReason ? badReason
            : Decision.Accept(new CustodianRefused(command.Custody.Appointment, place, command.Reason, command.By, command.At));
    }

    public static Decision Decide(DisclosureRequest state, OpenDisclosure command)
    {
        if (state.Asked is not { } asked || asked.By.Organisation != command.By.Organisation) return new DisclosureUnknown();
        if (state.Until is not { } until) return new NotReleased(state.State);
        if (command.Erased is { } erased) return new SubjectErased(erased.At, erased.Ground);
        if (command.At >= until) return new DisclosureExpired(until);
        return TextRules.Broken("reason", command.Reason, RuleLimits.Text) is { } badReason ? badReason
            : Decision.Accept(new DisclosureOpened(command.Reason, command.By, command.At));
    }

    private static Rejection? Custodian(DisclosureRequest state, Custody custody, Actor by, DateTimeOffset at, out int place)
    {
        place = custody.PlaceOf(by) ?? 0;
        if (state.Asked is not { } asked || place == 0) return new DisclosureUnknown();
        if (asked.By.Person == by.Person || asked.By.Organisation == by.Organisation) return new CustodianIsRequester();
        if (state.State is DisclosureState.Released or DisclosureState.Refused)
            return state.Appointment == custody.Appointment && (state.Consents.Contains(place) || state.Refusals.Contains(place)) ? null : new DisclosureClosed(state.State);
        return state.Objection is null && at < asked.Deadline ? new OwnerNotHeard(asked.Deadline) : null;
    }

    private static DisclosureReleased Release(DisclosureRequested asked, ReleaseBasis basis, DateTimeOffset at) =>
        new(basis, at.AddDays(asked.OpenDays), at);

    private static InputRejection Days(string field, int value, int most) =>
        Problems.OutOfRange(field, value.ToString(System.Globalization.CultureInfo.InvariantCulture), "1", most.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

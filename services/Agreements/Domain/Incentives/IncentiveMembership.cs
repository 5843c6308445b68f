using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>When the enterprise stood on the list, and who belonged to its group. What a closed year rests on stands still.</summary>
internal static class IncentiveMembership
{
    public static Decision State(IncentiveFile state, StateIncentiveListing command)
    {
        var (from, sha256, to) = command.Listing;
        var there = state.Listings.FirstOrDefault(listing => listing.From == from);
        if (there == command.Listing) return Decision.Nothing;
        if (there is null && state.Listings.Count >= AgreementLimits.IncentiveListings) return new IncentiveFull(AgreementLimits.IncentiveListings);
        if (Check(from, to, sha256, there is not null, command.Reason) is { } faulty) return faulty;
        // The form knows one listing a year; the law bars who lost it for years.
        var other = state.Listings.FirstOrDefault(listing => listing != there
            && listing.From.Year <= (to ?? DateOnly.MaxValue).Year && (listing.To ?? DateOnly.MaxValue).Year >= from.Year);
        if (other is not null) return new IncentiveListingOverlaps(other.From) { Field = "from" };
        if (Reaches(state, there?.To, there is not null, from, to) is { } closed) return new IncentiveYearIsClosed(closed) { Field = "to" };
        return Decision.Accept(new IncentiveListingStated(command.Enterprise, command.Listing, command.Reason, command.By, command.At));
    }

    public static Decision State(IncentiveFile state, StateIncentiveMember command)
    {
        var (member, from, sha256, to) = command.Member;
        if (!InputReader.IsIdentifier(member)) return new IncentiveIdMalformed { Field = "member" };
        if (member == command.Enterprise) return new IncentiveMemberItself { Field = "member" };
        var there = state.Members.FirstOrDefault(other => other.Member == member && other.From == from);
        if (there == command.Member) return Decision.Nothing;
        if (there is null && state.Members.Count >= AgreementLimits.IncentiveMembers) return new IncentiveFull(AgreementLimits.IncentiveMembers);
        if (Check(from, to, sha256, there is not null, command.Reason) is { } faulty) return faulty;
        var other = state.Members.FirstOrDefault(standing => standing.Member == member && standing != there
            && standing.From <= (to ?? DateOnly.MaxValue) && (standing.To ?? DateOnly.MaxValue) >= from);
        if (other is not null) return new IncentiveMemberOverlaps(other.From) { Field = "from" };
        if (Reaches(state, there?.To, there is not null, from, to) is { } closed) return new IncentiveYearIsClosed(closed) { Field = "to" };
        return Decision.Accept(new IncentiveMemberStated(command.Enterprise, command.Member, command.Reason, command.By, command.At));
    }

    private static Rejection? Check(DateOnly from, DateOnly? to, string sha256, bool restates, string? reason)
    {
        if (to < from) return new DaysNotOrdered(from, to.Value) { Field = "to" };
        if (!Sha256.Is(sha256)) return new IncentiveHashMalformed { Field = "sha256" };
        return restates || reason is not null ? Reasons.Check(reason ?? "") : null;
    }

    // A year is touched by the first day of something new, or by the earlier of an old and a new last day.
    private static int? Reaches(IncentiveFile state, DateOnly? was, bool restates, DateOnly from, DateOnly? to)
    {
        if (state.ClosedUntil() is not { } closed) return null;
        if (!restates) return from <= closed ? closed.Year : null;
        var earlier = (was ?? DateOnly.MaxValue) < (to ?? DateOnly.MaxValue) ? was : to;
        return was != to && earlier < closed ? closed.Year : null;
    }
}

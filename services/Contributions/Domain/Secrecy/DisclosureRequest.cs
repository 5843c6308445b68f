using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>Where a request to open secrets stands.</summary>
public enum DisclosureState
{
    None,

    /// <summary>The owner has until the deadline to approve or object.</summary>
    Requested,

    /// <summary>The owner objected: the custodians decide.</summary>
    Objected,

    /// <summary>The requester may open until the end.</summary>
    Released,

    /// <summary>Two custodians refused: nobody can release it any more.</summary>
    Refused,
}

/// <summary>Who let the requester in.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KebabCaseEnum<ReleaseBasis>))]
public enum ReleaseBasis
{
    Owner,

    /// <summary>Two of three.</summary>
    Custodians,
}

/// <summary>A field that a request names.</summary>
public sealed record RequestedField(string Field, string Digest, Guid Key);

/// <summary>A request of a regulator or an appraiser to open hidden fields of one contribution.</summary>
public sealed record DisclosureRequest
{
    public Guid Id { get; init; }

    public DisclosureState State { get; init; }

    /// <summary>What was requested; null while nothing is.</summary>
    public DisclosureRequested? Asked { get; init; }

    public DisclosureObjected? Objection { get; init; }

    /// <summary>Appointment to which the consents belong.</summary>
    public int Appointment { get; init; }

    /// <summary>Places of the custodians who gave their pieces.</summary>
    public IReadOnlyList<int> Consents { get; init; } = [];

    /// <summary>Places of the custodians who refused.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    public ReleaseBasis? Released { get; init; }

    /// <summary>End of the access.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How often it was opened.</summary>
    public int Openings { get; init; }

    public static DisclosureRequest None(Guid id) => new() { Id = id };
}

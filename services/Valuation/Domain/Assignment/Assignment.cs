using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>How far the draw of a valuer is.</summary>
public enum AssignmentStep
{
    /// <summary>One organisation committed to a nonce; another has to give one.</summary>
    AwaitingNonce,

    /// <summary>Both nonces are fixed; the first is to be revealed.</summary>
    AwaitingDraw,

    /// <summary>A valuer is drawn.</summary>
    Drawn,

    /// <summary>The valuer declined; a new round is to be opened.</summary>
    Declined,

    /// <summary>A conflict of the valuer came to light; a new round is to be opened.</summary>
    Voided,
}

/// <summary>An earlier round in which somebody was drawn and did not finish.</summary>
/// <param name="Round">Its number.</param>
/// <param name="Person">Who was drawn.</param>
/// <param name="End">Declined or voided.</param>
/// <param name="Why">His reason, or the conflicts.</param>
public sealed record PastRound(int Round, string Person, AssignmentStep End, IReadOnlyList<Finding> Why);

/// <summary>The assignment of a valuer to an appraisal: the standing round, and what became of earlier ones.</summary>
public sealed record Assignment
{
    /// <summary>The case.</summary>
    public Guid Appraisal { get; init; }

    /// <summary>From 1.</summary>
    public int Round { get; init; }

    public AssignmentStep Step { get; init; }

    /// <summary>The contributor; with the valuer it is what later draws look at.</summary>
    public string Party { get; init; } = "";

    /// <summary>Fixed when the round was opened, before any nonce was known but to the one who committed to it.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    public string Commitment { get; init; } = "";

    public Actor? CommittedBy { get; init; }

    /// <summary>Last moment for nonce and draw; afterwards anybody may open a new round.</summary>
    public DateTimeOffset RevealUntil { get; init; }

    /// <summary>The valuer's fee, fixed before anybody knows who it will be; null when not stated.</summary>
    public Money? Fee { get; init; }

    public string? GivenNonce { get; init; }

    public Candidate? Valuer { get; init; }

    public DateTimeOffset? DrawnAt { get; init; }

    /// <summary>The draw with its inputs: anybody can draw again.</summary>
    public MethodResult? Draw { get; init; }

    /// <summary>Hash of the first proposal of the valuer, made before he could read the claim; null before.</summary>
    public string? BlindProposal { get; init; }

    public IReadOnlyList<PastRound> Past { get; init; } = [];

    /// <summary>Organisations that knew the outcome of a round and let its time pass: they commit to no further nonce here.</summary>
    public IReadOnlyList<string> Barred { get; init; } = [];

    /// <summary>Whether this person is the valuer now.</summary>
    public bool IsValuer(string person) => Step == AssignmentStep.Drawn && Valuer?.Person == person;
}

/// <summary>A conflict of the valuer came to light after his value was accepted: somebody has to look at it. The value stands.</summary>
/// <param name="Conflicts">What was found.</param>
/// <param name="At">When.</param>
public sealed record Review(IReadOnlyList<Finding> Conflicts, DateTimeOffset At);

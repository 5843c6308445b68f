using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Audit.Trails;

/// <summary>How an event came about: itself, what came before it in its stream, and whatever these rest on, down to the first causes.</summary>
/// <param name="Start">The event asked for.</param>
/// <param name="Party">Party whose side of it is shown, or null for all.</param>
/// <param name="Complete">False when a limit ended the trail early; then some nodes are <see cref="TrailNodeState.BeyondLimit"/>.</param>
/// <param name="Nodes">Events in the order of the log, so causes come before effects; events that are not there come last.</param>
/// <param name="Edges">How they hang together, in the order of the events they come from.</param>
/// <param name="Approvals">Who approved, signed or verified what is in it, in the order of the log.</param>
/// <param name="Rules">Methods with their versions by which its figures were calculated.</param>
/// <param name="Direction">Back to the causes, or forward to the effects.</param>
/// <param name="AsOf">The point of view in time, when one was asked for.</param>
/// <param name="Starts">Further events it begins with, when it is a party's.</param>
/// <param name="Figure">The figure that was asked for.</param>
public sealed record Trail(
    Guid Start, string? Party, bool Complete, IReadOnlyList<TrailNode> Nodes, IReadOnlyList<TrailEdge> Edges,
    IReadOnlyList<TrailApproval> Approvals, IReadOnlyList<TrailRule> Rules, TrailDirection Direction = TrailDirection.Back, AsOf? AsOf = null,
    IReadOnlyList<Guid>? Starts = null, TrailFigure? Figure = null);

/// <summary>Which way a trail leads.</summary>
public enum TrailDirection
{
    /// <summary>To everything an event rests on.</summary>
    Back,

    /// <summary>To everything that rests on an event.</summary>
    Forward,
}

/// <summary>One approval within a trail.</summary>
/// <param name="Event">The approval.</param>
/// <param name="Type">Its stored name: what kind of approval it is.</param>
/// <param name="Of">The event before it in its stream, which it speaks about; null when it is the first.</param>
/// <param name="Person">Who approved.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="RecordedAt">When.</param>
public sealed record TrailApproval(Guid Event, string Type, Guid? Of, string? Person, string? Organisation, DateTimeOffset RecordedAt);

/// <summary>A method by which a figure of a trail was calculated.</summary>
/// <param name="Event">Where the result stands.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="Version">Its version.</param>
public sealed record TrailRule(Guid Event, string Method, long Version);

/// <summary>A figure in the event where a trail begins, or in one it rests on.</summary>
/// <param name="Event">Where it stands.</param>
/// <param name="Path">Where in the payload.</param>
/// <param name="Value">The figure.</param>
public sealed record TrailFigure(Guid Event, string Path, JsonElement Value);

/// <summary>Whether an event of a trail could be shown.</summary>
public enum TrailNodeState
{
    /// <summary>It is in the log; the node says everything about it.</summary>
    Logged,

    /// <summary>It is cited and not in this consortium's part of the log.</summary>
    NotLoggedYet,

    /// <summary>It is cited; a limit ended the trail before it.</summary>
    BeyondLimit,

    /// <summary>It belongs to the trail and came later than the point in time that was asked for.</summary>
    Later,
}

/// <summary>One event of a trail. Of an event that is not shown only the id is known.</summary>
/// <param name="Event">Event id.</param>
/// <param name="State">Whether the rest is there.</param>
/// <param name="Index">Place in the log.</param>
/// <param name="Type">Stored name of the fact with its version.</param>
/// <param name="Service">Service that recorded it.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Person">Who acted, when a person did.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Title">Title of what it concerns, when the event carries one.</param>
/// <param name="Values">Its plain values and amounts of money, for a one-line summary.</param>
/// <param name="PayloadHash">SHA-256 of the canonical payload.</param>
/// <param name="LeafHash">Leaf hash of its envelope.</param>
/// <param name="Payload">The event itself.</param>
public sealed record TrailNode(
    Guid Event, TrailNodeState State, long? Index = null, string? Type = null, string? Service = null, Guid? Stream = null,
    long? Version = null, DateTimeOffset? RecordedAt = null, string? Person = null, string? Organisation = null, Text? Title = null,
    IReadOnlyDictionary<string, JsonElement>? Values = null, string? PayloadHash = null, string? LeafHash = null,
    JsonElement? Payload = null);

/// <summary>What an edge says.</summary>
public enum TrailEdgeKind
{
    /// <summary>The event it comes from names the other as what it rests on.</summary>
    Cites,

    /// <summary>The event it comes from is the one before the other in their stream.</summary>
    Precedes,
}

/// <summary>Whether a cited event is the one that was cited.</summary>
public enum HashCheck
{
    /// <summary>The cited hash is that of the logged payload.</summary>
    Matches,

    /// <summary>The log holds another payload under that event id.</summary>
    Differs,

    /// <summary>The cited event is not shown, so nothing can be said.</summary>
    Unknown,
}

/// <summary>One connection of a trail.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="From">Event it comes from.</param>
/// <param name="To">Event it leads to.</param>
/// <param name="Path">Where in the payload the citation stands, for example <c>lines[2].value</c>; citations only.</param>
/// <param name="Party">Party that the citation concerns: member <c>party</c> of the nearest enclosing object that has one.</param>
/// <param name="Hash">Whether the cited event is the logged one; citations only.</param>
public sealed record TrailEdge(
    TrailEdgeKind Kind, Guid From, Guid To, string? Path = null, string? Party = null, HashCheck? Hash = null);

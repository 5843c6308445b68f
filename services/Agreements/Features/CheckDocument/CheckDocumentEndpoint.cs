using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;

namespace Ledger.Agreements.Features;

/// <param name="Document">An agreement version as it is being written; shape: contracts/schemas/agreement.schema.json.</param>
/// <param name="On">Day whose version in force it is held against; today when left out.</param>
/// <param name="Simulation">A case to compute under it: pool, accepted, costClaims, scores.</param>
public sealed record CheckDocumentRequest(JsonElement Document, DateOnly? On = null, JsonElement? Simulation = null);

/// <summary>What is to be said about a document that nobody has stored.</summary>
/// <param name="DocumentHash">What would be signed; null while it has faults.</param>
/// <param name="Faults">Every rule that it breaks, with its place.</param>
/// <param name="InForce">The version of the same agreement that rules on the day; null when none does.</param>
/// <param name="Differences">What differs from that one.</param>
/// <param name="Tests">Its own test cases with their outcome.</param>
/// <param name="Simulation">The case under it; null when none was given, or it was refused.</param>
/// <param name="SimulationFault">Why it was refused.</param>
public sealed record DocumentCheck(
    string? DocumentHash, IReadOnlyList<DocumentFault> Faults, VersionReference? InForce, IReadOnlyList<DocumentDifference> Differences,
    IReadOnlyList<TestOutcome> Tests, MethodResult? Simulation, DocumentFault? SimulationFault);

/// <summary>A rule that is broken.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Field">Where in the document.</param>
/// <param name="Message">Which rule.</param>
public sealed record DocumentFault(string Code, string? Field, Text Message);

/// <summary>A stored version.</summary>
public sealed record VersionReference(Guid Id, int AgreementVersion, string DocumentHash);

/// <summary>A test case of the agreement.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Passed">Whether it comes out as its parties expect.</param>
/// <param name="Why">Why not; null when it does.</param>
public sealed record TestOutcome(string Id, bool Passed, Text? Why);

internal static class CheckDocumentEndpoint
{
    // No Idempotency-Key: nothing is stored.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/agreements/check", Handle)
        .Produces<DocumentCheck>()
        .WithSummary("A document as it is being written: all its faults with their places, its tests, what differs from the version in force, a simulation; nothing is stored");

    private static async Task<IResult> Handle(CheckDocumentRequest body, Reads reads, TimeProvider clock, CancellationToken ct)
    {
        var read = AgreementDocument.Parse(body.Document);
        IReadOnlyList<DocumentFault> faults = [.. read.Rejections.Select(Fault)];
        if (read.Value is not { } document) return Results.Ok(new DocumentCheck(null, faults, null, [], [], null, null));

        var day = body.On ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var session = await reads.OpenAsync(ct);
        var ruling = AgreementStanding.InForce(await AgreementVersions.OfAsync(session.Documents, document.AgreementId, ct), day);
        var simulated = body.Simulation is { } given ? AgreementSimulation.Run(document, given) : null;
        return Results.Ok(new DocumentCheck(
            document.DocumentHash, faults, ruling is null ? null : new VersionReference(ruling.Id, ruling.AgreementVersion, ruling.DocumentHash),
            ruling is null ? [] : DocumentDifferences.Between(ruling.Document, body.Document), [.. document.Terms.Tests.Select(test => Outcome(document, test))],
            simulated?.Result, simulated?.Rejection is { } refused ? Fault(refused) : null));
    }

    private static TestOutcome Outcome(AgreementDocument document, AgreementVector test)
    {
        var failed = AgreementVectors.Failure(document, test);
        return new TestOutcome(test.Id, failed is null, failed?.Why);
    }

    private static DocumentFault Fault(Rejection rejection) => new(rejection.Code, rejection.Field, rejection.Message);
}

using System.Diagnostics;
using Ledger.Contracts;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Integration.Tests.Support;

// A service small enough to see the frame through it: notes are written, and each note is told to whoever listens.

public sealed record NoteWritten(string Text, Actor By);

public sealed record NoteHeard(string Text, Citation Source);

public sealed record NoteFull() : Rejection("note.full", RejectionKind.Conflict, new("A note holds three texts.", "一条便笺最多三段。"));

public sealed record Note
{
    public Guid Id { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    public static Note None(Guid id) => new() { Id = id };
}

public static class NoteDecider
{
    public static Decision Write(Note state, NoteWritten fact, int limit) =>
        state.Texts.Count >= limit ? new NoteFull() : Decision.Accept(fact);

    public static Note Evolve(Note state, object fact) => fact switch
    {
        NoteWritten f => state with { Texts = [.. state.Texts, f.Text] },
        NoteHeard f => state with { Texts = [.. state.Texts, f.Text] },
        _ => throw new UnreachableException(),
    };
}

[IntegrationEvent("probe.note-told", 1)]
public sealed record NoteTold(Guid Note, string Text);

public sealed record WriteRequest(string Text);

public static class Probe
{
    public const int Limit = 3;

    public static void Store(StoreSetup store) => store
        .Fact<NoteWritten>("note_written.v1")
        .Fact<NoteHeard>("note_heard.v1")
        .State<Note>(Note.None, NoteDecider.Evolve);

    public static void Outgoing(OutgoingMap map) =>
        map.Map<NoteWritten, NoteTold>((fact, at) => new(at.Stream, fact.Text));

    public static void Endpoints(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/notes/{id:guid}", Write).RequireAuthorization(Roles.Contributor);
        routes.MapPost("/notes/{id:guid}/change", Write).RequireAuthorization(Roles.Contributor).WithMetadata(new ChangesWhatWasRead());
        routes.MapGet("/notes/{id:guid}", (Guid id, Reads reads, CancellationToken ct) => reads.OneAsync<Note>(id, ct));
        routes.MapGet("/notes", (string? after, Reads reads, CancellationToken ct) => reads.PageAsync<Note, Note>(after, q => q, n => n, ct));
    }

    private static async Task<IResult> Write(Guid id, WriteRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
        (await commands.Handle(id, context, Note.None(id), state => NoteDecider.Write(state, new NoteWritten(body.Text, context.By), Limit), ct)).ToHttp();
}

/// <summary>The other service: hears what is told, exactly once.</summary>
public sealed class WhenNoteTold(Commands commands) : IHandle<NoteTold>
{
    public Task HandleAsync(NoteTold message, DeliveryContext delivery, CancellationToken ct)
    {
        if (message.Text == "poison") throw new FormatException("This note cannot be heard.");
        return commands.Handle(message.Note, delivery, Note.None(message.Note),
            _ => Decision.Accept(new NoteHeard(message.Text, delivery.Cause)), ct);
    }
}

using System.Linq.Expressions;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;
using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Handling;

/// <summary>Reads of the caller's own consortium: one state with its ETag, or a page of them.</summary>
public sealed class Reads(TenantSessions sessions, IHttpContextAccessor accessor)
{
    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Reads belong to a request.");

    /// <summary>Opens a unit of work of the caller's consortium, for reads that need more than one state.</summary>
    public Task<TenantSession> OpenAsync(CancellationToken ct) => sessions.OpenAsync(Http.User.Caller().Consortium, ct);

    /// <summary>One state as JSON with its stream version as ETag, or 404.</summary>
    public Task<IResult> OneAsync<TState>(Guid id, CancellationToken ct)
        where TState : class => OneAsync<TState, TState>(id, static state => state, ct);

    /// <summary>One state, shown as <typeparamref name="TView"/>.</summary>
    public async Task<IResult> OneAsync<TState, TView>(Guid id, Func<TState, TView> view, CancellationToken ct)
        where TState : class
    {
        await using var session = await OpenAsync(ct);
        var state = await session.Documents.LoadAsync<TState>(id, ct) ?? throw RequestRefused.NotFound();
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        Http.Response.Headers.ETag = ETags.Of(stream.Version);
        return Results.Ok(view(state));
    }

    /// <summary>A page of states in the order of their ids.</summary>
    /// <param name="after">Cursor from the last page, or null.</param>
    /// <param name="filter">Narrows the query.</param>
    /// <param name="view">What of each state is shown.</param>
    /// <param name="ct">Cancels the read.</param>
    public async Task<IResult> PageAsync<TState, TView>(
        string? after, Func<IQueryable<TState>, IQueryable<TState>> filter, Func<TState, TView> view, CancellationToken ct)
        where TState : class => Results.Ok(await PageOfAsync(after, filter, view, ct));

    /// <summary>The same page, for who sends it in a way of his own.</summary>
    public async Task<Page<TView>> PageOfAsync<TState, TView>(
        string? after, Func<IQueryable<TState>, IQueryable<TState>> filter, Func<TState, TView> view, CancellationToken ct)
        where TState : class
    {
        await using var session = await OpenAsync(ct);
        var query = filter(session.Documents.Query<TState>());
        if (Cursor(after) is { } cursor) query = query.Where(StateId<TState>.After(cursor));
        var found = await query.OrderBy(StateId<TState>.Selector).Take(Limits.PageSize + 1).ToListAsync(ct);
        var page = Page.Of(found, Limits.PageSize, StateId<TState>.Of);
        return new Page<TView>([.. page.Items.Select(view)], page.Next);
    }

    private static Guid? Cursor(string? after) => after is null
        ? null
        : Guid.TryParseExact(after, "D", out var id) ? id : throw RequestRefused.Malformed("after", "the cursor is not one of ours");
}

/// <summary>Every state has a <c>Guid Id</c>; these expressions let lists be ordered and cut by it.</summary>
internal static class StateId<TState>
{
    private static readonly ParameterExpression Parameter = Expression.Parameter(typeof(TState), "state");
    private static readonly MemberExpression Member = Expression.Property(Parameter, "Id");
    private static readonly Func<TState, Guid> Read = Expression.Lambda<Func<TState, Guid>>(Member, Parameter).Compile();

    public static Expression<Func<TState, Guid>> Selector { get; } = Expression.Lambda<Func<TState, Guid>>(Member, Parameter);

    public static Expression<Func<TState, bool>> After(Guid cursor) => Expression.Lambda<Func<TState, bool>>(
        Expression.GreaterThan(Member, Expression.Constant(cursor)), Parameter);

    public static string Of(TState state) => Read(state).ToString();
}

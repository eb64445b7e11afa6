/** The resources of /api/v1/ as the pages use them, named; their shapes come from the generated schema. */
import type { components, Readable } from './schema';
import type { Told } from './told';

type Schemas = components['schemas'];
type Resource<Name extends keyof Schemas> = Told<Readable<Schemas[Name]>>;

export type Role = Schemas['Role'];
export type WorkflowState = Schemas['ImageState'];
export type ImageStatus = Schemas['ImageStatus'];
export type LabelKind = Schemas['LabelKind'];

export type Me = Omit<Resource<'Me'>, 'password'>;
/** How people log in to this installation. */
export type LoginMethods = Resource<'Methods'>;
/** Somebody at an OpenID provider who logs in as this account. */
export type Identity = Resource<'Identity'>;
export type MfaState = Resource<'MfaState'>;
/** What an authenticator app needs to show codes. */
export type MfaOffer = Resource<'MfaOffer'>;
export type Organization = Resource<'Organization'>;
export type Membership = Resource<'Membership'>;
export type HeldWork = Resource<'HeldWork'>;
export type Invitation = Resource<'Invitation'>;
/** The answer to making an invitation: the only time its link is told. */
export type NewInvitation = Resource<'NewInvitation'>;
/** What an invitation offers, for whoever holds its link. */
export type Offer = Resource<'Offer'>;
export type Joined = Resource<'Joined'>;
export type Group = Resource<'Group'>;
export type AuditEntry = Resource<'AuditEntry'>;
/** Whom the log can be asked of. */
export type AuditActor = Resource<'AuditActor'>;
/** Somebody who works in a project, with the role there and whence it comes. */
export type Member = Resource<'Member'>;
export type GivenRole = Schemas['GivenRole'];
export type TokenScope = Schemas['TokenScope'];
export type PersonalToken = Resource<'Token'>;
/** The answer to making a token: the only time its text is told. */
export type NewPersonalToken = Resource<'NewToken'>;
export type Label = Resource<'Label'>;
/** Something that objects of a label are asked for. */
export type Attribute = Label['attributes_schema'][number];
export type AttributeType = Attribute['type'];
export type Project = Resource<'Project'>;
export type Batch = Resource<'Batch'>;
export type PersonAtWork = Resource<'PersonAtWork'>;
export type Image = Resource<'Image'>;
export type ImageWithNeighbours = Resource<'ImageDetail'>;
export type Neighbours = Resource<'Neighbours'>;
/** One entry of an image's log. */
export type Operation = Resource<'Operation'>;
/** A first comment with its place, and the replies. */
export type CommentThread = Resource<'Thread'>;
export type Comment = Resource<'Comment'>;
export type UploadAnswer = Resource<'Upload'>;
export type Problem = Resource<'Problem'>;
export type WebhookEvent = Schemas['WebhookEventName'];
export type Webhook = Resource<'Webhook'>;
/** The answer to making a webhook, or another secret for it: the only time the secret is told. */
export type NewWebhook = Resource<'WebhookSecret'>;
/** One message, and how it went. */
export type WebhookDelivery = Resource<'Delivery'>;
/** The same with what was sent and what came back, try by try. */
export type WebhookDeliveryDetail = Resource<'DeliveryDetail'>;
export type WebhookAttempt = WebhookDeliveryDetail['attempts'][number];

/** In the order of the work. */
export const WORKFLOW_STATES = [
  'new',
  'prelabelled',
  'in_progress',
  'submitted',
  'accepted',
  'rejected',
] as const satisfies readonly WorkflowState[];

/** What somebody handed in, and what the review said. */
export type Submission = Resource<'Submission'>;
export type WaitingSummary = Resource<'WaitingSummary'>;
/** The figures of a project, a team or one person, in a period. */
export type Statistics = Resource<'Statistics'>;
/** Those of a team, with each of its projects. */
export type TeamStatistics = Resource<'TeamStatistics'>;
export type Totals = Statistics['totals'];

export type Job = Resource<'Job'>;
/** A file that was handed over to be imported. */
export type ImportFile = Resource<'ImportFile'>;
export type JobState = Schemas['JobState'];

/** A project's images and annotations as they were at one time. */
export type Version = Resource<'Version'>;
export type VersionDetail = Resource<'VersionDetail'>;
export type VersionPreview = Resource<'VersionPreview'>;
export type VersionDifference = Resource<'Difference'>;
export type ImageDifference = Resource<'ImageDifference'>;
export type ObjectChange = Resource<'ObjectChange'>;

/** A folder of the server or a bucket that images come from. */
export type Source = Resource<'Source'>;
export type SourceKind = Schemas['SourceKind'];
export type SourceTest = Resource<'SourceTest'>;
export type SourceFolders = Resource<'SourceFolders'>;
/** A file of a source that was not taken. */
export type RefusedFile = Resource<'RefusedFile'>;

export type StoredModel = Resource<'StoredModel'>;
export type ModelState = Schemas['ModelState'];
export type ModelSource = Resource<'ModelSource'>;
export type ModelNumbers = StoredModel['numbers'][number];
export type PublishedModel = Resource<'PublishedModel'>;

export interface Page<T> {
  next: string | null;
  previous: string | null;
  results: T[];
}
